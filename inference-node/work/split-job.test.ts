import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { test, vi } from "vitest";
import { SpeechFault } from "../../src/contract/faults.ts";
import type { Fence, PlanBatch, Span } from "../../src/contract/plan.ts";
import { Metrics } from "../metrics.ts";
import { NodeDraining } from "../shutdown.ts";
import { apiOf, quietLog, silence, speech, splitMessage } from "../testing/factories.ts";
import { type CloudScript, openCloud } from "../testing/scripted-cloud.ts";
import type { Chunk } from "./recognize-chunk.ts";
import { splitJob, type SplitPorts } from "./split-job.ts";
import type { AudioParts } from "../decode/audio-parts.ts";
import type { RecordingPart } from "../split/lane-splitter.ts";
import type { PcmBlock } from "../decode/pcm-block.ts";
import { ACK, HAND_BACK } from "./verdict.ts";

const audio = Uint8Array.from({ length: 5000 }, (_, index) => index % 251);
const sha256 = createHash("sha256").update(audio).digest("hex");
const fence = { epoch: 1, attempt: 1, holder: "first" };

interface Claim {
  readonly chunk: Chunk;
  readonly fence: Fence;
  readonly samples: Int16Array;
}

interface Scene extends CloudScript {
  readonly spans: readonly Span[];
  /** Before each span. */
  readonly everyMs?: number;
  /** Thrown by the decoder after the last span. */
  readonly fault?: Error;
  readonly room?: boolean;
  readonly sha256?: string;
  readonly holdMs?: number;
  readonly live?: boolean;
}

/** Sizes of the parts of live audio, up to its end. */
async function readParts(source: AudioParts, signal: AbortSignal): Promise<number[]> {
  const sizes: number[] = [];
  for (;;) {
    const { length } = await source.readPart(sizes.length, signal);
    if (length === 0) return sizes;
    sizes.push(length);
  }
}

async function* placed(spans: readonly Span[], pcm: AsyncIterable<PcmBlock>): AsyncGenerator<RecordingPart> {
  let index = 0;
  for await (const { planes, media } of pcm) {
    const span = spans[index++];
    const [samples = new Int16Array(0)] = planes;
    if (span !== undefined) yield { media, span, ...(span.speech && { samples }) };
  }
}

async function setUp(
  onTestFinished: (finish: () => Promise<void>) => void,
  { spans, everyMs = 0, fault, room = true, sha256: declared, holdMs = 1000, live = false, ...script }: Scene,
) {
  const cloud = await openCloud(onTestFinished, { audio, ...script });
  const claims: Claim[] = [];
  const drain = new AbortController();
  const seen: { decodeSignal?: AbortSignal; parts: number[]; isLive: boolean } = { parts: [], isLive: false };
  const ports: SplitPorts = {
    api: apiOf(cloud),
    async *decodeAudio(source, { signal }) {
      seen.decodeSignal = signal;
      if ("read" in source) await source.read(0, 100, signal);
      else seen.parts.push(...(await readParts(source, signal)));
      for (const span of spans) {
        await sleep(everyMs, undefined, { signal });
        const samples = Int16Array.from({ length: span.endSample - span.startSample }, () => span.index);
        yield { media, planes: [samples] };
      }
      if (fault !== undefined) throw fault;
    },
    splitRecording: (pcm) => placed(spans, pcm),
    splitLiveAudio(pcm) {
      seen.isLive = true;
      return placed(spans, pcm);
    },
    claims: { hasRoom: () => room, take: (chunk, claimed, samples) => claims.push({ chunk, fence: claimed, samples }) },
    log: quietLog,
    metrics: new Metrics(),
    pacing: { flushMs: 5, heartbeatMs: 30, holdMs },
  };
  const recorded = splitMessage(audio, declared ?? null);
  const message = live ? { ...recorded, source: null } : recorded;
  const run = () => splitJob(ports, { message, ...fence, signal: drain.signal });
  return { cloud, claims, drain, seen, message, run };
}

const media = { channels: 1, sampleRate: 44_100 };
const two = [speech(0, 0, 1000), silence(1, 1000, 1500), speech(2, 1500, 2000)];

test("stores the slices of speech and plans every span in order", async ({ expect, onTestFinished }) => {
  const { cloud, message, run, claims } = await setUp(onTestFinished, { spans: two });
  expect(await run()).toEqual(ACK);
  expect(cloud.plans[0]).toEqual({ fence, spans: [] });
  expect(cloud.plans.flatMap(({ spans }) => spans)).toEqual(two);
  const closing = cloud.plans.at(-1);
  expect(closing?.totalSamples).toBe(2000);
  expect(closing?.claim).toBeUndefined();
  expect(cloud.plans.slice(0, -1).every(({ totalSamples }) => totalSamples === undefined)).toBe(true);
  const slice = (index: number) => cloud.slices.get(`/node/v1/jobs/${message.jobId}/slices/${index}`)?.length;
  expect([slice(0), slice(1), slice(2)]).toEqual([2000, undefined, 1000]);
  expect(claims).toEqual([]);
});

test("tells with its first spans what the recording is made of, and as its length that of the longest channel", async ({
  expect,
  onTestFinished,
}) => {
  const spans = [speech(0, 0, 1000), { ...silence(1, 0, 900), channel: 1 }];
  const { cloud, run } = await setUp(onTestFinished, { spans, holdMs: 0 });
  expect(await run()).toEqual(ACK);
  const told = cloud.plans.filter((plan) => plan.spans.length > 0);
  expect(told.map((plan) => plan.media)).toEqual(told.map(() => media));
  expect(cloud.plans.at(-1)?.totalSamples).toBe(1000);
});

test("plans no span of speech before its slice is stored", async ({ expect, onTestFinished }) => {
  const spans = Array.from({ length: 12 }, (_, index) => speech(index, index * 10, index * 10 + 10));
  const { cloud, run } = await setUp(onTestFinished, { spans, everyMs: 3 });
  expect(await run()).toEqual(ACK);
  const stored = new Set<number>();
  for (const { method, path, body } of cloud.requests) {
    if (method === "PUT") stored.add(Number(path.split("/").at(-1)));
    if (!path.endsWith("/plan")) continue;
    const batch: PlanBatch = JSON.parse(body.toString());
    for (const { index } of batch.spans) expect(stored).toContain(index);
  }
});

test("plans what is stored while it is still decoding", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: two, everyMs: 40, holdMs: 0 });
  await run();
  const first = cloud.plans.find(({ spans }) => spans.length > 0);
  expect(first?.totalSamples).toBeUndefined();
  expect(first?.spans[0]).toEqual(two[0]);
});

test("sends heartbeats while the decoder is silent", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: [silence(0, 0, 10)], everyMs: 150 });
  await run();
  expect(cloud.plans.filter(({ spans }) => spans.length === 0).length).toBeGreaterThanOrEqual(3);
});

test("plans an empty recording as nothing", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: [] });
  expect(await run()).toEqual(ACK);
  expect(cloud.plans.at(-1)).toEqual({ fence, spans: [], totalSamples: 0 });
});

test("keeps the only speech for this node, whose slice is stored all the same", async ({ expect, onTestFinished }) => {
  const spans = [silence(0, 0, 500), speech(1, 500, 900), silence(2, 900, 1000)];
  const claimed = { index: 1, fence: { epoch: 2, attempt: 1 } };
  const { cloud, message, run, claims } = await setUp(onTestFinished, {
    spans,
    plan: ({ claim }) => (claim === true ? { outcome: "accepted", claimed } : { outcome: "accepted" }),
  });
  expect(await run()).toEqual(ACK);
  expect(cloud.slices.size).toBe(1);
  expect(claims).toEqual([
    {
      chunk: { jobId: message.jobId, span: spans[1], options: message.options },
      fence: claimed.fence,
      samples: new Int16Array(400).fill(1),
    },
  ]);
});

test("claims nothing without room for it", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: [speech(0, 0, 10)], room: false });
  await run();
  expect(cloud.plans.at(-1)).toEqual({ fence, spans: [speech(0, 0, 10)], media, totalSamples: 10 });
});

test("claims nothing that it has planned before, which others may work on already", async ({
  expect,
  onTestFinished,
}) => {
  const spans = [speech(0, 0, 10), silence(1, 10, 20)];
  const { cloud, run } = await setUp(onTestFinished, { spans, everyMs: 50, holdMs: 5 });
  await run();
  expect(cloud.plans.at(-1)?.totalSamples).toBe(20);
  expect(cloud.plans.at(-1)?.spans).not.toContainEqual(spans[0]);
  expect(cloud.plans.some(({ claim }) => claim !== undefined)).toBe(false);
});

test.for(["stale", "cancelled"] as const)(
  "stops decoding when its plan is answered with %s",
  async (outcome, { expect, onTestFinished }) => {
    const { cloud, run, seen } = await setUp(onTestFinished, {
      spans: two,
      everyMs: 20_000,
      plan: () => ({ outcome: cloud.plans.length > 1 ? outcome : "accepted" }),
    });
    expect(await run()).toEqual(ACK);
    expect(seen.decodeSignal?.aborted).toBe(true);
    expect(cloud.failures).toEqual([]);
  },
);

test("reports a file that is no audio, and acknowledges", async ({ expect, onTestFinished }) => {
  const fault = new SpeechFault("audio_unreadable", "no such container");
  const { cloud, run } = await setUp(onTestFinished, { spans: [], fault });
  expect(await run()).toEqual(ACK);
  expect(cloud.failures).toEqual([{ fence, failure: { code: "audio_unreadable", detail: "no such container" } }]);
});

test("reports a crash of the decoder, for the job to count", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: two, fault: new SpeechFault("decoder_crashed") });
  expect(await run()).toEqual(ACK);
  expect(cloud.failures[0]?.failure.code).toBe("decoder_crashed");
});

test("gives the message back on an unknown error", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: two, fault: new Error("bug") });
  expect(await run()).toEqual({ settle: "retry", delaySeconds: 2 });
  expect(cloud.failures).toEqual([]);
});

test("gives the message back when a slice cannot be stored", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, {
    spans: two,
    everyMs: 20,
    intercept: ({ method }) => (method === "PUT" ? { status: 503 } : undefined),
  });
  expect(await run()).toEqual({ settle: "retry", delaySeconds: 2 });
  expect(cloud.plans.some(({ totalSamples }) => totalSamples !== undefined)).toBe(false);
});

test("acknowledges a job that is gone", async ({ expect, onTestFinished }) => {
  const { run } = await setUp(onTestFinished, {
    spans: two,
    intercept: () => ({ status: 404, json: { code: "job_not_found" } }),
  });
  expect(await run()).toEqual(ACK);
});

test("hands the message back at once when the node drains", async ({ expect, onTestFinished }) => {
  const { cloud, run, drain } = await setUp(onTestFinished, { spans: two, everyMs: 20_000 });
  const running = run();
  await vi.waitFor(() => expect(cloud.plans.length).toBeGreaterThan(0), { interval: 2 });
  drain.abort(new NodeDraining());
  expect(await running).toEqual(HAND_BACK);
});

test("closes the plan of a recording that has its declared checksum", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, { spans: two, sha256 });
  expect(await run()).toEqual(ACK);
  expect(cloud.plans.at(-1)?.totalSamples).toBe(2000);
});

test.for([undefined, new SpeechFault("audio_unreadable")])(
  "reports another checksum than the declared, also when the damage made it unreadable (%s)",
  async (fault, { expect, onTestFinished }) => {
    const scene = { spans: two, sha256: "0".repeat(64), ...(fault && { fault }) };
    const { cloud, run } = await setUp(onTestFinished, scene);
    expect(await run()).toEqual(ACK);
    expect(cloud.failures[0]?.failure.code).toBe("audio_checksum_mismatch");
    expect(cloud.plans.some(({ totalSamples }) => totalSamples !== undefined)).toBe(false);
  },
);

test("reads live audio part by part, asking again for one that has not come, up to its end", async ({
  expect,
  onTestFinished,
}) => {
  const answers = [{ bytes: audio }, { status: 202 }, { bytes: audio.subarray(0, 7) }, { status: 204 }];
  const { cloud, run, seen } = await setUp(onTestFinished, {
    spans: two,
    live: true,
    intercept: ({ path }) => (path.includes("/parts/") ? answers.shift() : undefined),
  });
  expect(await run()).toEqual(ACK);
  expect(seen).toMatchObject({ parts: [audio.length, 7], isLive: true });
  expect(cloud.asked("/parts/").map(({ path }) => path.split("/").at(-1))).toEqual(["0", "1", "1", "2"]);
  expect(cloud.plans.at(-1)?.totalSamples).toBe(2000);
});

test("stops listening when the job is over", async ({ expect, onTestFinished }) => {
  const { run } = await setUp(onTestFinished, {
    spans: two,
    live: true,
    intercept: ({ path }) => (path.includes("/parts/") ? { status: 404, json: { code: "job_not_found" } } : undefined),
  });
  expect(await run()).toEqual(ACK);
});
