import { env } from "cloudflare:workers";
import { evictDurableObject } from "cloudflare:test";
import { createParser, type EventSourceMessage } from "eventsource-parser";
import { test } from "vitest";
import { mintJob, mintTenant, send, type Tenant } from "../../testing/factories.ts";
import { Transcription } from "./wire.ts";

const SECOND = 16_000;

/** A reader of a stream that gives events one by one; undefined at its end. */
function readEvents(response: Response) {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    async next(): Promise<EventSourceMessage | undefined> {
      while (events.length === 0) {
        const part = await reader?.read();
        if (part?.value === undefined) return undefined;
        parser.feed(part.value);
      }
      return events.shift();
    },
    async rest(): Promise<EventSourceMessage[]> {
      const all: EventSourceMessage[] = [];
      for (let event = await this.next(); event !== undefined; event = await this.next()) all.push(event);
      return all;
    },
  };
}

function stream({ apiKey }: Tenant, jobId: string, headers: Record<string, string> = {}, query = "") {
  return send(`/v1/transcriptions/${jobId}/stream${query}`, { key: apiKey, headers });
}

/** Plans one second of speech and claims it. */
async function plan(jobId: string) {
  const fence = { epoch: 1, attempt: 1 };
  const spans = [{ index: 0, channel: 0, startSample: 0, endSample: SECOND, speech: true }];
  const batch = { fence, spans, totalSamples: SECOND, claim: true };
  const { claimed } = await env.JOB.getByName(jobId).appendPlan(batch);
  if (claimed === undefined) throw new Error("the only span was not claimed");
  return claimed.fence;
}

async function say(
  jobId: string,
  fence: { epoch: number; attempt: number },
  seq: number,
  text: string,
  isLast: boolean,
) {
  const tokens = [{ text, startSample: seq * 4000, endSample: seq * 4000 + 4000 }];
  const final = isLast ? { final: { language: "en", computeMs: 1 } } : {};
  await env.JOB.getByName(jobId).append(0, { fence, seq, tokens, ...final });
}

test("a job is watched from its snapshot over its tokens to its end", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const response = await stream(tenant, row.id);
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
  expect(response.headers.get("x-accel-buffering")).toBe("no");

  const events = readEvents(response);
  const opening = await events.next();
  expect(opening).toMatchObject({ event: "update", id: undefined });
  expect(Transcription.parse(JSON.parse(opening?.data ?? "")).id).toBe(row.id);

  const fence = await plan(row.id);
  await say(row.id, fence, 0, "hello", false);
  await say(row.id, fence, 1, " world", true);
  const rest = await events.rest();
  const tokens = rest.filter(({ event }) => event === "token").map(({ data }) => JSON.parse(data));
  expect(tokens.map(({ text }) => text).join("")).toBe("hello world");
  expect(tokens[0]).toEqual({ seq: expect.any(Number), chunk_index: 0, text: "hello" });
  expect(rest.at(-1)?.event).toBe("done");
  expect(JSON.parse(rest.at(-1)?.data ?? "")).toMatchObject({ status: "completed", text: "hello world", progress: 1 });
  const ids = rest.map(({ id }) => Number(id));
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
  expect(new Set(ids).size).toBe(ids.length);

  const read = await send(`/v1/transcriptions/${row.id}`, { key: tenant.apiKey });
  expect(await read.json()).toEqual(JSON.parse(rest.at(-1)?.data ?? ""));
});

test("a finished job gives its snapshot and its end, then closes", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  await say(row.id, await plan(row.id), 0, "hi", true);
  const live = await readEvents(await stream(tenant, row.id)).rest();
  expect(live.at(-1)?.event).toBe("done");
  const late = await readEvents(await stream(tenant, row.id)).rest();
  expect(late.map(({ event }) => event)).toEqual(["update", "done"]);
});

test("a stream resumes after any id with exactly what followed, by header or by parameter", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  await say(row.id, await plan(row.id), 0, "hi", true);
  await readEvents(await stream(tenant, row.id)).rest();
  const all = await readEvents(await stream(tenant, row.id, { "last-event-id": "0" })).rest();
  expect(all.length).toBeGreaterThan(2);
  for (const [index, { id }] of all.slice(0, -1).entries()) {
    const byHeader = await readEvents(await stream(tenant, row.id, { "last-event-id": id ?? "" })).rest();
    const byQuery = await readEvents(await stream(tenant, row.id, {}, `?last_event_id=${id}`)).rest();
    expect(byHeader).toEqual(all.slice(index + 1));
    expect(byQuery).toEqual(byHeader);
  }
  expect((await stream(tenant, row.id, { "last-event-id": all.at(-1)?.id ?? "" })).status).toBe(204);
});

test("an id that was never sent starts the stream anew", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const response = await stream(tenant, row.id, { "last-event-id": "nonsense" });
  expect(await readEvents(response).next()).toMatchObject({ event: "update" });
  await response.body?.cancel().catch(() => undefined);
});

test("the job's object may be evicted in the middle, and the client notices nothing", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const events = readEvents(await stream(tenant, row.id));
  await events.next();
  const fence = await plan(row.id);
  await say(row.id, fence, 0, "before", false);
  await evictDurableObject(env.JOB.getByName(row.id), { webSockets: "close" });
  await say(row.id, fence, 1, " after", true);
  const rest = await events.rest();
  const texts = rest.filter(({ event }) => event === "token").map(({ data }) => JSON.parse(data).text);
  expect(texts.join("")).toBe("before after");
  expect(rest.at(-1)?.event).toBe("done");
});
