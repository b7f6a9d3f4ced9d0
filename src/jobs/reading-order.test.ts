import * as fc from "fast-check";
import { describe, test } from "vitest";
import type { Token } from "../contract/job.ts";
import type { Media, Span } from "../contract/plan.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { CREATED_AT_MS, withJob } from "../testing/stored-job.ts";
import { appendOutput } from "./append-output.ts";
import { appendPlan } from "./append-plan.ts";
import { assembleSegments } from "./assemble-transcript.ts";
import { SPLIT_WORK } from "./chunk-ledger.ts";
import { markSent, SILENCE_MS } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";
import { expireWork } from "./lose-work.ts";

const T = CREATED_AT_MS;
const FENCE = { epoch: 1, attempt: 1, holder: "splitter" };
const FINAL = { language: "en", computeMs: 1 };

/** A span with what is said in it; silence says nothing. */
type SaidSpan = Omit<Span, "index"> & { readonly tokens: readonly Token[] };

function mediaOf(channels: number): Media {
  return { channels, sampleRate: 44_100 };
}

/** Words of a span: each as so many tenths of a second of pause and of speech. */
function speech(channel: number, from: number, seconds: number, words: string, pauseTenths = 0): SaidSpan {
  const startSample = from * SAMPLE_RATE;
  const tokens = words.split(" ").map((word, at) => {
    const start = startSample + at * (3 + pauseTenths) * (SAMPLE_RATE / 10);
    return { text: ` ${word}`, startSample: start, endSample: start + 0.2 * SAMPLE_RATE };
  });
  return { channel, startSample, endSample: startSample + seconds * SAMPLE_RATE, speech: true, tokens };
}

function silence(channel: number, from: number, seconds: number): SaidSpan {
  return { ...speech(channel, from, seconds, ""), speech: false, tokens: [] };
}

/** Plans spans as numbered by their place. */
function plan(job: JobStore, spans: readonly SaidSpan[], channels: number, totalSamples?: number): void {
  const { epoch = 1, attempt = 1 } = job.ledger.lease(SPLIT_WORK) ?? {};
  const fence = { ...FENCE, epoch, attempt: Math.max(1, attempt) };
  const numbered = spans.map(({ channel, startSample, endSample, speech: isSpeech }, index) => {
    return { index, channel, startSample, endSample, speech: isSpeech };
  });
  appendPlan(job, { fence, spans: numbered, media: mediaOf(channels), ...(totalSamples && { totalSamples }) }, T);
  send(job);
}

function send({ ledger }: JobStore): void {
  for (const { idx, ...lease } of ledger.workIn("unsent")) ledger.setLease(idx, markSent(lease, T));
}

function hear(job: JobStore, index: number, spans: readonly SaidSpan[], seq = 0, upTo = Infinity): void {
  const tokens = spans[index]?.tokens.slice(0, upTo) ?? [];
  const final = upTo === Infinity ? { final: FINAL } : {};
  appendOutput(job, index, { fence: { epoch: 1, attempt: 1 }, seq, tokens: [...tokens], ...final }, T);
}

function told(job: JobStore): string {
  return job.log
    .tokens()
    .map(({ text }) => text)
    .join("");
}

function segments(job: JobStore): string[] {
  return assembleSegments(job.log.tokens()).map(({ channel, text }) => `${channel}: ${text}`);
}

describe("two channels", () => {
  const dialogue = [
    speech(0, 0, 3, "how are you"),
    silence(1, 0, 3),
    speech(1, 3, 3, "very well"),
    silence(0, 3, 3),
    speech(0, 6, 2, "good"),
    silence(1, 6, 2),
  ];

  test("are told by turns, in whichever order they are heard", async ({ expect }) => {
    for (const order of [
      [0, 2, 4],
      [4, 2, 0],
      [2, 4, 0],
    ]) {
      await withJob({}, (job) => {
        plan(job, dialogue, 2, 8 * SAMPLE_RATE);
        for (const index of order) hear(job, index, dialogue);
        expect(told(job)).toBe("how are you very well good");
        expect(segments(job)).toEqual(["0: how are you", "1: very well", "0: good"]);
        expect(job.record.outcome?.status).toBe("complete");
        expect(job.ledger.doneSamples()).toBe(8 * SAMPLE_RATE);
      });
    }
  });

  test("are told by turns also when one chunk holds several of them", ({ expect }) =>
    withJob({}, (job) => {
      const chunks = [speech(0, 0, 6, "question remark", 9), speech(1, 0.5, 5.5, "answer")];
      const spans = [silence(1, 0, 0.5), ...chunks];
      plan(job, spans, 2, 6 * SAMPLE_RATE);
      hear(job, 1, spans);
      expect(told(job)).toBe("question");
      hear(job, 2, spans);
      expect(told(job)).toBe("question answer remark");
      expect(segments(job)).toEqual(["0: question", "1: answer", "0: remark"]);
    }));

  test("are told as early as nothing earlier can come, word by word", ({ expect }) =>
    withJob({}, (job) => {
      const spans = [speech(0, 0, 3, "how are you"), silence(1, 0, 2), speech(1, 2, 3, "fine thanks")];
      plan(job, spans.slice(0, 1), 2);
      hear(job, 0, spans, 0, 2);
      expect(told(job)).toBe("how are");
      plan(job, spans, 2);
      hear(job, 2, spans);
      expect(told(job)).toBe("how are");
      appendOutput(job, 0, { fence: { epoch: 1, attempt: 1 }, seq: 1, tokens: [], final: FINAL }, T);
      expect(told(job)).toBe("how are fine thanks");
    }));

  test("wait for one that may still speak earlier, not for one that is known to be silent", ({ expect }) =>
    withJob({}, (job) => {
      const spans = [silence(0, 0, 4), speech(0, 4, 3, "later"), silence(1, 0, 3)];
      plan(job, spans, 2);
      hear(job, 1, spans);
      expect(told(job)).toBe("");
      plan(job, [...spans, silence(1, 3, 2)], 2);
      expect(told(job)).toBe("later");
    }));

  test("end a sentence where the other begins to speak, in the channel that it was said in", ({ expect }) =>
    withJob({ options: { model: "m", language: "en", promptPreset: "default", punctuate: true } }, (job) => {
      plan(job, dialogue, 2, 8 * SAMPLE_RATE);
      for (const index of [2, 0, 4]) hear(job, index, dialogue);
      expect(told(job)).toBe("How are you? Very well. Good.");
      expect(segments(job)).toEqual(["0: How are you?", "1: Very well.", "0: Good."]);
    }));

  test("progress by the average of both, and are over when both are", ({ expect }) =>
    withJob({}, (job) => {
      plan(job, [silence(0, 0, 4), speech(1, 0, 4, "hello")], 2, 4 * SAMPLE_RATE);
      expect(job.log.state()).toMatchObject({ doneSamples: 2 * SAMPLE_RATE, durationSamples: 4 * SAMPLE_RATE });
      hear(job, 1, [silence(0, 0, 4), speech(1, 0, 4, "hello")]);
      expect(job.log.state()).toMatchObject({ doneSamples: 4 * SAMPLE_RATE, plannedSamples: 4 * SAMPLE_RATE });
      expect(job.record.media).toEqual(mediaOf(2));
    }));
});

describe("a plan of channels is refused", () => {
  const batch = { fence: FENCE, spans: [] };

  test("when a channel has a gap, or there is no such channel", ({ expect }) =>
    withJob({}, (job) => {
      plan(job, [silence(0, 0, 4), silence(1, 0, 3)], 2);
      const next = { index: 2, startSample: 4 * SAMPLE_RATE, endSample: 5 * SAMPLE_RATE, speech: false };
      for (const channel of [1, 2]) {
        expect(() => appendPlan(job, { ...batch, spans: [{ ...next, channel }] }, T)).toThrow("plan_conflict");
      }
      expect(appendPlan(job, { ...batch, spans: [{ ...next, channel: 0 }] }, T).outcome).toBe("accepted");
    }));

  test("when it is closed before every channel has ended", ({ expect }) =>
    withJob({}, (job) => {
      plan(job, [silence(0, 0, 4), silence(1, 0, 3)], 2);
      const end = 4 * SAMPLE_RATE;
      expect(() => appendPlan(job, { ...batch, totalSamples: end }, T)).toThrow("plan_conflict");
    }));

  test("when it says something else of the recording than before", ({ expect }) =>
    withJob({}, (job) => {
      plan(job, [silence(0, 0, 4)], 2);
      expect(() => appendPlan(job, { ...batch, media: mediaOf(1) }, T)).toThrow("plan_conflict");
      const other = { channels: 2, sampleRate: 48_000 };
      expect(() => appendPlan(job, { ...batch, media: other }, T)).toThrow("plan_conflict");
      expect(appendPlan(job, { ...batch, media: mediaOf(2) }, T).outcome).toBe("accepted");
    }));

  test("when it tells of channels only after its first spans", ({ expect }) =>
    withJob({}, (job) => {
      const spans = [{ index: 0, channel: 0, startSample: 0, endSample: 100, speech: false }];
      appendPlan(job, { ...batch, spans }, T);
      expect(() => appendPlan(job, { ...batch, media: mediaOf(2) }, T)).toThrow("plan_conflict");
      expect(appendPlan(job, { ...batch, media: mediaOf(1) }, T).outcome).toBe("accepted");
    }));
});

describe("whatever the recording", () => {
  /** Spans of one channel up to the end, of which some are speech with words at any place. */
  const anyLane = fc.array(
    fc.record({
      tenths: fc.integer({ min: 1, max: 90 }),
      words: fc.array(fc.record({ pause: fc.nat(12), length: fc.integer({ min: 1, max: 8 }) }), { maxLength: 8 }),
      speech: fc.boolean(),
    }),
    { maxLength: 3 },
  );

  function layOut(
    lanes: readonly (readonly { tenths: number; words: { pause: number; length: number }[]; speech: boolean }[])[],
  ) {
    const tenth = SAMPLE_RATE / 10;
    const total = Math.max(1, ...lanes.map((lane) => lane.reduce((sum, { tenths }) => sum + tenths, 0))) * tenth;
    return lanes.map((lane, channel) => {
      let at = 0;
      const spans = lane.map(({ tenths, words, speech: isSpeech }, n): SaidSpan => {
        const span = { channel, startSample: at, endSample: at + tenths * tenth, speech: isSpeech };
        let spoken = at - 1;
        at = span.endSample;
        const tokens = words.map(({ pause, length }, word) => {
          const startSample = spoken + 1 + pause * tenth;
          spoken = startSample + length * tenth;
          return { text: ` ${channel}/${n}.${word}`, startSample, endSample: spoken };
        });
        const fitting = tokens.filter(({ endSample }) => endSample <= span.endSample);
        return { ...span, tokens: isSpeech ? fitting : [] };
      });
      const rest = { channel, startSample: at, endSample: total, speech: false, tokens: [] };
      return at < total ? [...spans, rest] : spans;
    });
  }

  test("it is told alike under any order of plans, chunks, losses and deliveries, and nothing twice", async ({
    expect,
  }) => {
    const step = fc.record({ lane: fc.nat(3), kind: fc.constantFrom("plan", "say", "say", "say", "lose", "again") });
    const anyRecording = fc.array(anyLane, { minLength: 1, maxLength: 3 });
    const anySteps = fc.array(step, { minLength: 20, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(anyRecording, anySteps, anySteps, async (drawn, ...orders) => {
        const lanes = layOut(drawn);
        const words = lanes.flat().flatMap(({ tokens }) => tokens.map(({ text }) => text));
        const texts: string[] = [];
        for (const steps of orders) texts.push(await withJob({}, (job) => run(job, lanes, steps)));
        expect(texts[1]).toBe(texts[0]);
        expect(texts[0]?.split(" ").filter(Boolean).toSorted()).toEqual(words.map((word) => word.trim()).toSorted());
      }),
      { numRuns: 20 },
    );

    function run(
      job: JobStore,
      lanes: readonly SaidSpan[][],
      steps: readonly { lane: number; kind: string }[],
    ): string {
      const planned: SaidSpan[] = [];
      const said = new Map<string, number>();
      const total = lanes[0]?.at(-1)?.endSample ?? 0;
      let before = "";
      const planNext = (lane: number) => {
        const next = lanes[lane]?.[planned.filter(({ channel }) => channel === lane).length];
        if (next === undefined) return;
        planned.push(next);
        const isLast = planned.length === lanes.flat().length;
        plan(job, planned, lanes.length, isLast ? total : undefined);
      };
      const sayNext = (index: number, again = false) => {
        const lease = job.ledger.lease(index);
        if (lease === undefined || lease.state === "done") return;
        const attempt = Math.max(1, lease.attempt) + (again ? 1 : 0);
        const key = `${index}/${lease.epoch}/${attempt}`;
        const seq = said.get(key) ?? 0;
        const tokens = planned[index]?.tokens ?? [];
        const final = seq >= tokens.length ? { final: FINAL } : {};
        const fence = { epoch: lease.epoch, attempt };
        appendOutput(job, index, { fence, seq, tokens: tokens.slice(seq, seq + 1), ...final }, T);
        said.set(key, seq + 1);
      };
      for (const { lane, kind } of steps) {
        const chunks = planned.flatMap((span, index) =>
          span.speech && span.channel === lane % lanes.length ? index : [],
        );
        const index = chunks[lane % Math.max(1, chunks.length)] ?? -2;
        if (kind === "plan") planNext(lane % lanes.length);
        else if (kind === "say") sayNext(index);
        else if (kind === "again") sayNext(index, true);
        else if (job.ledger.workIn("running").every(({ silences }) => silences < 2)) expireWork(job, T + SILENCE_MS);
        if (job.record.outcome?.status === "failed") break;
        send(job);
        expect(told(job).startsWith(before)).toBe(true);
        before = told(job);
      }
      lanes.forEach((lane, at) => lane.forEach(() => planNext(at)));
      planned.forEach((_, index) => {
        for (let n = 0; n < 10; n += 1) sayNext(index);
      });
      expect(job.record.outcome?.status).toBe("complete");
      const parts = assembleSegments(job.log.tokens());
      expect(parts.map(({ text }) => text).join(" ")).toBe(told(job).trim());
      const starts = parts.map(({ startSample }) => startSample);
      expect(starts).toEqual(starts.toSorted((a, b) => a - b));
      return told(job);
    }
  });
});
