import { setTimeout as sleep } from "node:timers/promises";
import { test } from "vitest";
import { SpeechFault } from "../../src/contract/faults.ts";
import type { OutputBatch } from "../../src/contract/output.ts";
import { Metrics } from "../metrics.ts";
import type { RecognitionEngine } from "../recognize/engine.ts";
import { NodeDraining } from "../shutdown.ts";
import { apiOf, chunkMessage, quietLog, speech } from "../testing/factories.ts";
import { type CloudScript, openCloud } from "../testing/scripted-cloud.ts";
import { recognizeChunk } from "./recognize-chunk.ts";
import { recognizeClaimed } from "./recognize-claimed.ts";
import { ACK, HAND_BACK } from "./verdict.ts";

type Recognize = RecognitionEngine["recognize"];

const chunk = chunkMessage(speech(2, 1600, 3200));
const samples = Int16Array.from({ length: 1600 }, (_, index) => index);
const fence = { epoch: 1, attempt: 3 };

function word(text: string, startSample: number) {
  return { text, startSample, endSample: startSample + 10 };
}

/** An engine that says its words one by one, `everyMs` apart. */
function speaking(words: string[], everyMs = 0): Recognize {
  return async (_samples, { signal }, onTokens) => {
    for (const [index, text] of words.entries()) {
      await sleep(everyMs, undefined, signal && { signal });
      await onTokens([word(text, index * 100)]);
    }
    return { language: "en", computeMs: 12 };
  };
}

async function setUp(
  onTestFinished: (finish: () => Promise<void>) => void,
  { recognize, ...script }: CloudScript & { recognize: Recognize },
) {
  const cloud = await openCloud(onTestFinished, script);
  cloud.slices.set(`/node/v1/jobs/${chunk.jobId}/slices/2`, Buffer.from(samples.buffer));
  const metrics = new Metrics();
  const drain = new AbortController();
  const engineFor = () => ({ recognize });
  const ports = { api: apiOf(cloud), engineFor, log: quietLog, metrics, pacing: { flushMs: 10, heartbeatMs: 40 } };
  return { cloud, ports, metrics, drain, lease: { fence, signal: drain.signal } };
}

function isHeartbeat({ tokens, final }: OutputBatch): boolean {
  return tokens.length === 0 && final === undefined;
}

test("claims the chunk, then reports its words in order with positions in the recording", async ({
  expect,
  onTestFinished,
}) => {
  let heard: Int16Array | undefined;
  const speak = speaking([" one", " two"], 15);
  const recognize: Recognize = (pcm, options, onTokens) => {
    heard = pcm;
    return speak(pcm, options, onTokens);
  };
  const { cloud, ports, lease, metrics } = await setUp(onTestFinished, { recognize });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  expect(heard).toEqual(samples);
  expect(cloud.outputs[0]).toEqual({ fence, seq: 0, tokens: [] });
  const telling = cloud.outputs.filter((batch) => !isHeartbeat(batch));
  expect(telling.map(({ seq }) => seq)).toEqual(telling.map((_, index) => index));
  expect(telling.flatMap(({ tokens }) => tokens)).toEqual([word(" one", 1600), word(" two", 1700)]);
  expect(telling.map(({ final }) => final)).toEqual([
    ...telling.slice(1).map(() => undefined),
    { language: "en", computeMs: 12 },
  ]);
  expect(metrics.render(0)).toContain("audio_seconds_total 0.1\n");
});

test("sends a final without words for a chunk in which nothing was said", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease } = await setUp(onTestFinished, { recognize: speaking([]) });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  expect(cloud.outputs[0]).toEqual({ fence, seq: 0, tokens: [] });
  expect(cloud.outputs.filter((batch) => !isHeartbeat(batch))).toEqual([
    { fence, seq: 0, tokens: [], final: { language: "en", computeMs: 12 } },
  ]);
});

test("cuts more words than one batch may hold", async ({ expect, onTestFinished }) => {
  const recognize: Recognize = async (_samples, _options, onTokens) => {
    await onTokens(Array.from({ length: 2500 }, (_, index) => word(" a", index)));
    return { language: null, computeMs: 1 };
  };
  const { cloud, ports, lease } = await setUp(onTestFinished, { recognize });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  const telling = cloud.outputs.filter((batch) => batch.tokens.length > 0);
  expect(telling.map(({ seq, tokens }) => [seq, tokens.length])).toEqual([
    [0, 1000],
    [1, 1000],
    [2, 500],
  ]);
  expect(cloud.outputs.at(-1)?.final).toBeDefined();
});

test("sends heartbeats that use up no number while the engine is silent", async ({ expect, onTestFinished }) => {
  const { promise: heardThree, resolve } = Promise.withResolvers<void>();
  let beatsHeard = 0;
  const recognize: Recognize = async (_samples, _options, onTokens) => {
    await heardThree;
    await onTokens([word(" late", 0)]);
    return { language: null, computeMs: 1 };
  };
  const { cloud, ports, lease } = await setUp(onTestFinished, {
    recognize,
    output(batch) {
      if (isHeartbeat(batch) && ++beatsHeard === 3) resolve();
      return { outcome: "accepted" };
    },
  });
  await recognizeChunk(ports, chunk, lease);
  const beats = cloud.outputs.filter(isHeartbeat);
  expect(beats.every(({ seq }) => seq === 0)).toBe(true);
  expect(cloud.outputs.find(({ tokens }) => tokens.length > 0)?.seq).toBe(0);
});

test("sends again from where a gap is", async ({ expect, onTestFinished }) => {
  // The cloud forgets everything once, as if its object had been rolled back.
  const recorded: OutputBatch[] = [];
  let forgets = 1;
  const { ports, lease } = await setUp(onTestFinished, {
    recognize: speaking([" one", " two", " three"], 15),
    output(batch) {
      if (isHeartbeat(batch)) return { outcome: "accepted" };
      if (batch.seq === 2 && forgets-- > 0) recorded.length = 0;
      if (batch.seq > recorded.length) return { outcome: "gap", expectedSeq: recorded.length };
      if (batch.seq < recorded.length) return { outcome: "duplicate" };
      recorded.push(batch);
      return { outcome: "accepted" };
    },
  });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  expect(recorded.flatMap(({ tokens }) => tokens.map(({ text }) => text)).join("")).toBe(" one two three");
  expect(recorded.at(-1)?.final).toBeDefined();
});

test("does not argue for ever about numbers", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease } = await setUp(onTestFinished, {
    recognize: speaking([" one"]),
    output: (batch) => (isHeartbeat(batch) ? { outcome: "accepted" } : { outcome: "gap", expectedSeq: 0 }),
  });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual({ settle: "retry", delaySeconds: 8 });
  expect(cloud.outputs.length).toBeLessThan(20);
});

test.for(["stale", "cancelled", "duplicate"] as const)(
  "drops a chunk whose claim is answered with %s",
  async (outcome, { expect, onTestFinished }) => {
    let calls = 0;
    const recognize: Recognize = async () => {
      calls += 1;
      return { language: null, computeMs: 0 };
    };
    const { cloud, ports, lease } = await setUp(onTestFinished, { recognize, output: () => ({ outcome }) });
    expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
    expect(calls).toBe(0);
    expect(cloud.requests).toHaveLength(1);
  },
);

test.for(["stale", "cancelled"] as const)(
  "aborts the engine when a report is answered with %s",
  async (outcome, { expect, onTestFinished }) => {
    let aborted = false;
    const recognize: Recognize = async (_samples, { signal }, onTokens) => {
      await onTokens([word(" one", 0)]);
      await sleep(60_000, undefined, signal && { signal }).catch((error: unknown) => {
        aborted = true;
        throw error;
      });
      return { language: null, computeMs: 0 };
    };
    const output = (batch: OutputBatch) => ({ outcome: isHeartbeat(batch) ? ("accepted" as const) : outcome });
    const { cloud, ports, lease } = await setUp(onTestFinished, { recognize, output });
    expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
    expect(aborted).toBe(true);
    expect(cloud.failures).toEqual([]);
  },
);

test("computes on for less than a second when a silent chunk is cancelled", async ({ expect, onTestFinished }) => {
  let calledOffAtMs = 0;
  let abortedAtMs = 0;
  const recognize: Recognize = async (_samples, { signal }) => {
    calledOffAtMs = performance.now();
    await sleep(60_000, undefined, signal && { signal }).catch((error: unknown) => {
      abortedAtMs = performance.now();
      throw error;
    });
    return { language: null, computeMs: 0 };
  };
  const output = () => ({ outcome: calledOffAtMs > 0 ? ("cancelled" as const) : ("accepted" as const) });
  const { ports, lease } = await setUp(onTestFinished, { recognize, output });
  const { pacing: _, ...paced } = ports;
  expect(await recognizeChunk(paced, chunk, lease)).toEqual(ACK);
  expect(abortedAtMs - calledOffAtMs).toBeGreaterThan(0);
  expect(abortedAtMs - calledOffAtMs).toBeLessThan(1_000);
});

test("reports an engine that fails, without its inner words, and acknowledges", async ({ expect, onTestFinished }) => {
  const recognize: Recognize = async () => {
    throw new Error("/secret/path exploded");
  };
  const { cloud, ports, lease, metrics } = await setUp(onTestFinished, { recognize });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  expect(cloud.failures).toEqual([{ fence, failure: { code: "engine_failed", detail: "recognition failed" } }]);
  expect(metrics.render(0)).toContain("chunks_failed_total 1\n");
});

test("gives the chunk back when even the failure cannot be told", async ({ expect, onTestFinished }) => {
  const { ports, lease } = await setUp(onTestFinished, {
    recognize: async () => {
      throw new SpeechFault("engine_failed");
    },
    intercept: ({ path }) => (path.endsWith("/failure") ? { status: 500 } : undefined),
  });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual({ settle: "retry", delaySeconds: 8 });
});

test("gives the chunk back when the deployment stays broken", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease } = await setUp(onTestFinished, {
    recognize: speaking([" one"]),
    intercept: ({ path }) => (path.includes("/slices/") ? { status: 503 } : undefined),
  });
  expect(await recognizeChunk(ports, chunk, lease)).toEqual({ settle: "retry", delaySeconds: 8 });
  expect(cloud.failures).toEqual([]);
});

test("fails a chunk whose slice is gone", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease } = await setUp(onTestFinished, { recognize: speaking([" one"]) });
  cloud.slices.clear();
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(ACK);
  expect(cloud.failures[0]?.failure.code).toBe("audio_missing");
});

test("hands a chunk back at once when the node drains", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease, drain } = await setUp(onTestFinished, { recognize: speaking([" one"], 60_000) });
  setTimeout(() => drain.abort(new NodeDraining()), 30);
  expect(await recognizeChunk(ports, chunk, lease)).toEqual(HAND_BACK);
  expect(cloud.failures).toEqual([]);
});

test("recognizes a claimed chunk from memory", async ({ expect, onTestFinished }) => {
  const { cloud, ports, lease } = await setUp(onTestFinished, { recognize: speaking([" one"]) });
  await recognizeClaimed(ports, chunk, lease, samples);
  expect(cloud.asked("/slices/")).toEqual([]);
  expect(cloud.outputs.at(-1)?.final).toBeDefined();
});

test("tells the job of a claimed chunk that the drain cuts short, since no message stands behind it", async ({
  expect,
  onTestFinished,
}) => {
  const { cloud, ports, lease, drain } = await setUp(onTestFinished, { recognize: speaking([" one"], 60_000) });
  setTimeout(() => drain.abort(new NodeDraining()), 30);
  await recognizeClaimed(ports, chunk, lease, samples);
  expect(cloud.failures.map(({ failure }) => failure.code)).toEqual(["engine_failed"]);
});
