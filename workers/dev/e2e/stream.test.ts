import { beforeAll, test } from "vitest";
import type { ApiAccess } from "../call-api.ts";
import { callApi } from "../call-api.ts";
import { uploadFile } from "../upload-file.ts";
import { flawsOf } from "./flaws-of.ts";
import { openAccount } from "./open-account.ts";
import { SENTENCE } from "./recordings.ts";
import { send } from "./send.ts";
import { createJob } from "./transcribe.ts";
import { Transcription } from "./transcription.ts";
import { finalOf, historyOf, textOf, watch, watchAll, type WatchedEvent } from "./watch.ts";

let access: ApiAccess;
let objectKey: string;

beforeAll(async () => {
  access = await openAccount();
  objectKey = await uploadFile(access, SENTENCE, () => {});
});

function idOf({ id }: WatchedEvent): number {
  return id ?? 0;
}

test.concurrent("every watcher of a job hears the same, whenever it comes and wherever it resumes", async ({
  expect,
}) => {
  const id = await createJob(access, objectKey);
  const resumed: Promise<WatchedEvent[]>[] = [];
  const late: Promise<WatchedEvent[]>[] = [];
  const events: WatchedEvent[] = [];
  for await (const event of watch(access, id)) {
    events.push(event);
    // While the job runs, and again by its id after each event.
    late.push(watchAll(access, id));
    if (event.id !== undefined && event.event !== "done") resumed.push(watchAll(access, id, event.id));
  }
  expect(flawsOf(events)).toEqual([]);
  expect(textOf(events)).not.toBe("");

  for (const watched of await Promise.all(late)) expect(flawsOf(watched)).toEqual([]);
  const all = await watchAll(access, id, 0);
  for (const watched of [events, ...(await Promise.all(resumed))].map(historyOf)) {
    expect(watched.length).toBeGreaterThan(0);
    expect(watched).toEqual(all.slice(-watched.length));
  }
});

test.concurrent("a finished stream resumes after each of its events, and ends after the last", async ({ expect }) => {
  const id = await createJob(access, objectKey);
  await watchAll(access, id);
  const all = await watchAll(access, id, 0);
  expect(all.map(idOf)).toEqual(all.map((_, at) => at + 1));
  expect(all.filter(({ event }) => event === "token").length).toBeGreaterThan(1);

  for (const [at, event] of all.slice(0, -1).entries()) {
    expect(await watchAll(access, id, idOf(event))).toEqual(all.slice(at + 1));
  }
  const path = `/v1/transcriptions/${id}/stream`;
  for (const lastId of [all.length, all.length + 5]) {
    const over = await send(path, { key: access.apiKey, headers: { "last-event-id": String(lastId) } });
    expect(over).toMatchObject({ status: 204, body: "" });
  }
  expect((await send(`${path}?last_event_id=${all.length}`, { key: access.apiKey })).status).toBe(204);
});

test.concurrent("a finished job is told as update and done, and its transcription says the same", async ({
  expect,
}) => {
  const id = await createJob(access, objectKey);
  const final = finalOf(await watchAll(access, id));
  const told = await watchAll(access, id);
  expect(told.map(({ event }) => event)).toEqual(["update", "done"]);
  expect(finalOf(told)).toEqual(final);
  expect(await callApi(access, `/v1/transcriptions/${id}`, Transcription)).toEqual(final);
});

test.concurrent("a Last-Event-ID that was never sent starts the stream anew", async ({ expect }) => {
  const id = await createJob(access, objectKey);
  await watchAll(access, id);
  for (const lastId of ["abc", "-1", "1.5", "1".repeat(400)]) {
    const path = `/v1/transcriptions/${id}/stream`;
    const { status, headers, body } = await send(path, { key: access.apiKey, headers: { "last-event-id": lastId } });
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/event-stream");
    expect(body).toMatch(/event: update\n[^]*event: done\n/);
  }
});

test.concurrent("a job is as good as unknown to another account", async ({ expect }) => {
  const id = await createJob(access, objectKey);
  const stranger = await openAccount();
  const unknown = "01890000-0000-7000-8000-000000000000";
  const refusals = [id, unknown, "nothing", `${id}x`, "%00", "..%2f"].flatMap((name) => [
    send(`/v1/transcriptions/${name}`, { key: stranger.apiKey }),
    send(`/v1/transcriptions/${name}/stream`, { key: stranger.apiKey }),
  ]);
  for (const { status, body } of await Promise.all(refusals)) {
    expect({ status, body }).toEqual({
      status: 404,
      body: { error: "transcription not found", code: "job_not_found" },
    });
  }
  expect((await send("/v1/transcriptions", { key: stranger.apiKey })).body).toEqual({ items: [], count: 0 });
  const shouted = await send(`/v1/transcriptions/${id.toUpperCase()}`, { key: access.apiKey });
  expect(shouted.status).toBe(200);
  await watchAll(access, id);
});
