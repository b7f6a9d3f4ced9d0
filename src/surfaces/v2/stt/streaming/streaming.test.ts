import { env } from "cloudflare:workers";
import { describe, test, vi } from "vitest";
import { createKey } from "../../../../accounts/create-key.ts";
import { newId } from "../../../../contract/ids.ts";
import type { Token } from "../../../../contract/job.ts";
import type { Span } from "../../../../contract/plan.ts";
import { getJob } from "../../../../jobs/get-job.ts";
import { mintTenant, send, type Tenant } from "../../../../testing/factories.ts";
import { FENCE, SECOND } from "../../../../testing/running-job.ts";
import { partKey } from "../../../../uploads/object-keys.ts";
import { presentJob } from "../present.ts";
import { MAX_MESSAGE_BYTES } from "./session.ts";
import type { ServerFrame } from "./wire.ts";

const CONFIG = { model: "stt-general-online", audio: { format: "s16le" } };
const MEDIA = { channels: 1, sampleRate: SECOND };
const WAV_HEAD_BYTES = 44;

interface Client {
  readonly frames: ServerFrame[];
  say(message: object | string): void;
  /** Audio; none is its end. */
  sing(bytes?: ArrayLike<number>): void;
  leave(): void;
  /** The first frame of a type, as soon as it is there. */
  hears<Type extends ServerFrame["type"]>(type: Type): Promise<Extract<ServerFrame, { type: Type }>>;
  /** The code with which the server closed. */
  readonly closed: Promise<number>;
}

async function connect(path = "/stt/streaming", headers: Record<string, string> = {}): Promise<Client> {
  const response = await send(`/v2/speech${path}`, { headers: { upgrade: "websocket", ...headers } });
  const { webSocket } = response;
  if (webSocket === null) throw new Error(`no socket: ${response.status}`);
  const frames: ServerFrame[] = [];
  const closed = Promise.withResolvers<number>();
  webSocket.addEventListener("message", ({ data }) => void frames.push(JSON.parse(String(data))));
  webSocket.addEventListener("close", ({ code }) => closed.resolve(code));
  webSocket.accept();
  return {
    frames,
    say: (message) => webSocket.send(typeof message === "string" ? message : JSON.stringify(message)),
    sing: (bytes = []) => webSocket.send(Uint8Array.from(bytes)),
    leave: () => webSocket.close(1000),
    async hears(type) {
      type Wanted = Extract<ServerFrame, { type: typeof type }>;
      return vi.waitFor(() => {
        const frame = frames.find((each): each is Wanted => each.type === type);
        if (frame === undefined) throw new Error(`no ${type} among ${JSON.stringify(frames)}`);
        return frame;
      });
    },
    closed: closed.promise,
  };
}

/** A session of which the job runs. */
async function open(tenant: Tenant, config: object = CONFIG): Promise<{ client: Client; jobId: string }> {
  const client = await connect("/stt/streaming", { "x-api-key": tenant.apiKey });
  client.say(config);
  return { client, jobId: (await client.hears("created")).id };
}

function speech(index: number, startSecond: number, endSecond: number, isSpeech = true): Span {
  return { index, channel: 0, startSample: startSecond * SECOND, endSample: endSecond * SECOND, speech: isSpeech };
}

function word(text: string, startSecond: number): Token {
  return { text, startSample: startSecond * SECOND, endSample: startSecond * SECOND + 4000 };
}

/** Reports of a node about a live job. */
function nodeOf(jobId: string) {
  const stub = env.JOB.getByName(jobId);
  return {
    plan: (spans: Span[], totalSeconds?: number) =>
      stub.appendPlan({
        fence: FENCE,
        media: MEDIA,
        spans,
        ...(totalSeconds !== undefined && { totalSamples: totalSeconds * SECOND }),
      }),
    hear: (index: number, tokens: Token[], seq = 0, isLast = true) =>
      stub.append(index, { fence: FENCE, seq, tokens, ...(isLast && { final: { language: "en", computeMs: 1 } }) }),
    fail: (code: "audio_unreadable" | "engine_failed", detail: string) =>
      stub.failPlan({ fence: FENCE, failure: { code, detail } }),
  };
}

async function storedParts(jobId: string): Promise<number[]> {
  const stub = env.JOB.getByName(jobId);
  const bytes: number[] = [];
  for (let index = 0; (await stub.awaitPart(index, 0)) === "stored"; index += 1) {
    bytes.push(...((await (await env.AUDIO.get(partKey(jobId, index)))?.bytes()) ?? []));
  }
  return bytes;
}

describe("the key", () => {
  test.for([
    ["in the header", "/stt/streaming", true],
    ["in the query", "/stt/streaming?x-api-key=", false],
    ["on the list's route", "/stt", true],
  ] as const)("is taken %s", async ([, path, inHeader], { expect }) => {
    const { apiKey } = await mintTenant();
    const client = await connect(inHeader ? path : path + apiKey, inHeader ? { "x-api-key": apiKey } : {});
    client.say(CONFIG);
    expect((await client.hears("created")).id).toMatch(/^[0-9a-f-]{36}$/);
    client.leave();
  });

  test("is taken from the first message, and may be said again", async ({ expect }) => {
    const { apiKey } = await mintTenant();
    const client = await connect();
    client.say({ token: apiKey });
    client.say({ token: apiKey });
    client.say(CONFIG);
    await expect(client.hears("created")).resolves.toBeDefined();
    client.leave();
  });

  test("that opens nothing closes with 4000, wherever it came from", async ({ expect }) => {
    const unknown = "nag_00000000000000000000000000000000";
    const byHeader = await connect("/stt/streaming", { "x-api-key": unknown });
    expect(await byHeader.closed).toBe(4000);
    expect(byHeader.frames).toEqual([{ type: "error", message: "invalid api key" }]);
    for (const first of [{ token: unknown }, { token: 7 }, CONFIG, "not json"]) {
      const client = await connect();
      client.say(first);
      expect(await client.closed).toBe(4000);
    }
    const silent = await connect();
    silent.sing([1]);
    expect(await silent.closed).toBe(4000);
  });

  test("without the scope closes with 4000", async ({ expect }) => {
    const { ctx } = await mintTenant();
    const request = { id: newId(), name: "speaker", scopes: ["tts" as const], expiresAtMs: null };
    const { apiKey } = await createKey({ ...ctx, scopes: [] }, request);
    const client = await connect("/stt/streaming", { "x-api-key": apiKey });
    expect(await client.closed).toBe(4000);
  });
});

describe("the configuration", () => {
  test.for([
    [{ model: "stt-best" }, 4002],
    [{}, 4001],
    [{ model: "stt-general-online", audio: { format: "tape" } }, 4001],
    [{ model: "stt-general-online", include_partial: "perhaps" }, 4001],
    ["not json", 4001],
  ] as const)("%j closes with %i", async ([config, code], { expect }) => {
    const { apiKey } = await mintTenant();
    const client = await connect("/stt/streaming", { "x-api-key": apiKey });
    client.say(config);
    expect(await client.closed).toBe(code);
    expect(client.frames).toMatchObject([{ type: "error" }]);
  });

  test("is missed when audio or a second one comes in its place", async ({ expect }) => {
    const tenant = await mintTenant();
    const early = await connect("/stt/streaming", { "x-api-key": tenant.apiKey });
    early.sing([1, 2, 3]);
    expect(await early.closed).toBe(4001);
    const { client } = await open(tenant);
    client.say(CONFIG);
    expect(await client.closed).toBe(4001);
  });

  test("is waited for ten seconds", async ({ expect, onTestFinished }) => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const { apiKey } = await mintTenant();
    const keyless = await connect();
    const client = await connect("/stt/streaming", { "x-api-key": apiKey });
    await scheduler.wait(30);
    vi.advanceTimersByTime(10_000);
    expect([await keyless.closed, await client.closed]).toEqual([4000, 4001]);
  });

  test("may be said in any letter case and with words for booleans, and is echoed by the job", async ({ expect }) => {
    const tenant = await mintTenant();
    const config = { model: "stt-general", label: "call", include_filler: "true", audio: { format: "WAV" } };
    const { client, jobId } = await open(tenant, config);
    expect(presentJob(await getJob(tenant.ctx, jobId))).toMatchObject({
      status: "queued",
      request: { label: "call", mime_type: "audio/wav" },
      job_config: { model: "stt-general", include_filler: true, include_partial_results: false, wait: false },
    });
    client.leave();
  });
});

test.for([
  ["no credit", { creditSeconds: 0 }, 4005],
  ["no slot", { concurrentJobs: 0 }, 4029],
  ["no job left today", { dailyJobs: 0 }, 4005],
] as const)("an account with %s is refused", async ([, limits, code], { expect }) => {
  const { apiKey } = await mintTenant(limits);
  const client = await connect("/stt/streaming", { "x-api-key": apiKey });
  client.say(CONFIG);
  expect(await client.closed).toBe(code);
});

test("a plain request to the stream's route is told to upgrade, the list stays a list", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const plain = await send("/v2/speech/stt/streaming", { apiKey });
  expect([plain.status, plain.headers.get("upgrade")]).toEqual([426, "websocket"]);
  expect((await send("/v2/speech/stt", { apiKey })).status).toBe(200);
});

describe("audio", () => {
  test("without a container is stored as a WAV, in order and to the byte", async ({ expect }) => {
    const { client, jobId } = await open(await mintTenant(), {
      ...CONFIG,
      audio: { format: "s16le", sample_rate: "8000" },
    });
    for (let at = 0; at < 50; at += 1) client.sing([at, at]);
    client.sing();
    await vi.waitFor(async () => expect(await env.JOB.getByName(jobId).awaitPart(99, 0)).toBe("ended"));
    const bytes = await storedParts(jobId);
    expect(bytes.slice(WAV_HEAD_BYTES)).toEqual(Array.from({ length: 100 }, (_, at) => Math.floor(at / 2)));
    const head = new DataView(new Uint8Array(bytes).buffer);
    expect([head.getUint32(24, true), head.getUint16(34, true)]).toEqual([8000, 16]);
    client.leave();
  });

  test("that comes before the job was created is not lost", async ({ expect }) => {
    const { apiKey } = await mintTenant();
    const client = await connect();
    client.say({ token: apiKey });
    client.say({ model: "stt-general-online" });
    client.sing([1, 2, 3]);
    client.sing();
    const { id } = await client.hears("created");
    await vi.waitFor(async () => expect(await storedParts(id)).toEqual([1, 2, 3]));
    client.leave();
  });

  test("is stored while it comes, and ends when the client leaves", async ({ expect }) => {
    const { client, jobId } = await open(await mintTenant(), { model: "stt-general-online" });
    client.sing([1]);
    await vi.waitFor(async () => expect(await storedParts(jobId)).toEqual([1]), { timeout: 2000 });
    client.sing([2]);
    client.leave();
    await vi.waitFor(async () => expect(await storedParts(jobId)).toEqual([1, 2]));
    await vi.waitFor(async () => expect(await env.JOB.getByName(jobId).awaitPart(9, 0)).toBe("ended"));
  });

  test("in a message of more than a megabyte closes with 1009, and what came before is kept", async ({ expect }) => {
    const { client, jobId } = await open(await mintTenant(), { model: "stt-general-online" });
    client.sing([1]);
    client.sing(new Uint8Array(MAX_MESSAGE_BYTES + 1));
    expect(await client.closed).toBe(1009);
    await vi.waitFor(async () => expect(await storedParts(jobId)).toEqual([1]));
  });
});

describe("what is recognized", () => {
  test("comes as whole utterances that are the pieces of the finished job", async ({ expect }) => {
    const tenant = await mintTenant();
    const { client, jobId } = await open(tenant, { ...CONFIG, include_filler: true });
    const node = nodeOf(jobId);
    await node.plan([speech(0, 0, 2), speech(1, 2, 4)]);
    await node.hear(1, [word(" three", 3)]);
    await node.hear(0, [word("one", 0), word(" two", 0.5)]);
    expect(await client.hears("result")).toMatchObject({ transcript: "one two", time_start: 0, time_end: 0.75 });
    await node.plan([speech(2, 4, 5, false)], 5);
    expect(await client.closed).toBe(1000);
    const results = client.frames.filter((frame) => frame.type === "result");
    const { result, status } = presentJob(await getJob(tenant.ctx, jobId));
    expect(status).toBe("complete");
    expect(results).toEqual(
      result?.data.map(({ transcript, time_start, time_end }) => ({
        type: "result",
        transcript,
        time_start,
        time_end,
      })),
    );
    expect(client.frames.slice(-2)).toEqual([
      { type: "metadata", duration: 5, quota_used: 60 },
      { type: "status", status: "complete" },
    ]);
    expect(client.frames.filter(({ type }) => type === "partial")).toEqual([]);
  });

  test("is told as soon as a pause is certain, before anything else is said", async ({ expect }) => {
    const { client, jobId } = await open(await mintTenant(), { ...CONFIG, include_filler: true });
    const node = nodeOf(jobId);
    await node.plan([speech(0, 0, 1)]);
    await node.hear(0, [word("alone", 0.5)]);
    await scheduler.wait(30);
    expect(client.frames.some(({ type }) => type === "result")).toBe(false);
    await node.plan([speech(1, 1, 2, false)]);
    expect((await client.hears("result")).transcript).toBe("alone");
    client.leave();
  });

  test("is told word by word to who asks for it", async ({ expect }) => {
    const { client, jobId } = await open(await mintTenant(), { ...CONFIG, include_filler: true, include_partial: 1 });
    const node = nodeOf(jobId);
    await node.plan([speech(0, 0, 2)]);
    await node.hear(0, [word("one", 0)], 0, false);
    expect((await client.hears("partial")).transcript).toBe("one");
    await node.hear(0, [word(" two", 0.4)], 1);
    const partials = () => client.frames.flatMap((frame) => (frame.type === "partial" ? [frame.transcript] : []));
    await vi.waitFor(() => expect(partials()).toEqual(["one", "one two"]));
    expect(client.frames.flatMap((frame) => (frame.type === "status" ? [frame.status] : []))).toEqual([
      "queued",
      "in_progress",
    ]);
    client.leave();
  });
});

test("audio that is none ends with its reason and 1007", async ({ expect }) => {
  const { client, jobId } = await open(await mintTenant());
  await nodeOf(jobId).fail("audio_unreadable", "the file is a PNG image, not audio");
  expect(await client.closed).toBe(1007);
  expect(client.frames.slice(-2)).toEqual([
    { type: "error", message: "the file is a PNG image, not audio" },
    { type: "status", status: "failed" },
  ]);
});

test("a job that is cancelled under its speaker closes with 1001", async ({ expect }) => {
  const { client, jobId } = await open(await mintTenant());
  await env.JOB.getByName(jobId).cancel("any");
  expect(await client.closed).toBe(1001);
});

test("storage that fails ends the session with 1011, and the job with what there is", async ({ expect }) => {
  const tenant = await mintTenant();
  const { client, jobId } = await open(tenant);
  await env.JOB.getByName(jobId).erase({ jobId, accountId: tenant.ctx.owner, objectKey: null });
  expect([1001, 1011]).toContain(await client.closed);
});
