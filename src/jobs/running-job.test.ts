import * as fc from "fast-check";
import { describe, test } from "vitest";
import type { Token } from "../contract/job.ts";
import type { OutputBatch } from "../contract/output.ts";
import type { Span } from "../contract/plan.ts";
import { CREATED_AT_MS, withJob } from "../testing/stored-job.ts";
import { appendOutput } from "./append-output.ts";
import { appendPlan } from "./append-plan.ts";
import { SPLIT_WORK } from "./chunk-ledger.ts";
import { markSent, SILENCE_MS } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";
import { expireWork, failWork, giveUpWork } from "./lose-work.ts";

const T = CREATED_AT_MS;
const SPLIT_FENCE = { epoch: 1, attempt: 1, holder: "splitter" };
const SECOND = 16_000;

/** A job whose split is on its way. */
function withSplit<Result>(use: (job: JobStore) => Result | Promise<Result>): Promise<Result> {
  return withJob({}, (job) => {
    send(job);
    return use(job);
  });
}

function send({ ledger }: JobStore): void {
  for (const { idx, ...lease } of ledger.workIn("unsent")) ledger.setLease(idx, markSent(lease, T));
}

function spans(count: number): Span[] {
  return Array.from({ length: count }, (_, index) => span(index));
}

function span(index: number): Span {
  return { index, channel: 0, startSample: index * SECOND, endSample: (index + 1) * SECOND, speech: true };
}

function plan(job: JobStore, count: number): void {
  appendPlan(job, { fence: SPLIT_FENCE, spans: spans(count), totalSamples: count * SECOND }, T);
  send(job);
}

/** Five words of one chunk, a tenth of a second each. */
function words(chunk: number, from = 0, to = 5): Token[] {
  return Array.from({ length: to - from }, (_, n) => ({
    text: ` ${chunk}.${from + n}`,
    startSample: chunk * SECOND + (from + n) * 1600,
    endSample: chunk * SECOND + (from + n + 1) * 1600,
  }));
}

function output(seq: number, tokens: Token[], last = false, attempt = 1, epoch = 1): OutputBatch {
  return { fence: { epoch, attempt }, seq, tokens, ...(last ? { final: { language: "en", computeMs: 1 } } : {}) };
}

function told(job: JobStore): string {
  return job.log
    .tokens()
    .map((token) => token.text)
    .join("");
}

function wholeText(count: number): string {
  return spans(count)
    .flatMap(({ index }) => words(index))
    .map((token) => token.text)
    .join("")
    .trimStart();
}

describe("a plan", () => {
  test("that is sent twice changes nothing the second time", ({ expect }) =>
    withSplit((job) => {
      plan(job, 3);
      const before = job.log.lastId();
      const again = appendPlan(job, { fence: SPLIT_FENCE, spans: spans(3), totalSamples: 3 * SECOND }, T);
      expect(again).toEqual({ outcome: "accepted" });
      expect(job.log.lastId()).toBe(before);
      expect(job.ledger.planned()).toEqual({ count: 3, endSample: 3 * SECOND });
    }));

  test("with a gap or a contradiction is refused", ({ expect }) =>
    withSplit((job) => {
      appendPlan(job, { fence: SPLIT_FENCE, spans: spans(1) }, T);
      const gap = { ...span(2), index: 1 };
      expect(() => appendPlan(job, { fence: SPLIT_FENCE, spans: [gap] }, T)).toThrow("plan_conflict");
      const other = { ...span(0), endSample: 5 };
      expect(() => appendPlan(job, { fence: SPLIT_FENCE, spans: [other] }, T)).toThrow("plan_conflict");
    }));

  test("of a newer delivery continues where an older one stopped, and the older one is stale", ({ expect }) =>
    withSplit((job) => {
      appendPlan(job, { fence: SPLIT_FENCE, spans: spans(1) }, T);
      const second = appendPlan(job, { fence: { epoch: 1, attempt: 2 }, spans: spans(2), totalSamples: 2 * SECOND }, T);
      expect(second.outcome).toBe("accepted");
      expect(appendPlan(job, { fence: SPLIT_FENCE, spans: [] }, T).outcome).toBe("stale");
    }));

  test("with a single span of speech lets the node keep it, also when the answer got lost", ({ expect }) =>
    withSplit((job) => {
      const batch = { fence: SPLIT_FENCE, spans: spans(1), totalSamples: SECOND, claim: true };
      const first = appendPlan(job, batch, T);
      expect(first.claimed).toEqual({ index: 0, fence: SPLIT_FENCE });
      expect(appendPlan(job, batch, T)).toEqual(first);
      expect(job.ledger.workIn("unsent")).toEqual([]);
    }));

  test("of pure silence completes the job with empty text", ({ expect }) =>
    withSplit((job) => {
      const silence = { ...span(0), speech: false };
      appendPlan(job, { fence: SPLIT_FENCE, spans: [silence], totalSamples: SECOND }, T);
      expect(job.record.outcome).toMatchObject({ status: "complete" });
      expect(told(job)).toBe("");
    }));

  test("of no samples at all fails the job", ({ expect }) =>
    withSplit((job) => {
      appendPlan(job, { fence: SPLIT_FENCE, spans: [], totalSamples: 0 }, T);
      expect(job.record.outcome).toMatchObject({ status: "failed", failure: { code: "audio_unreadable" } });
    }));
});

describe("output", () => {
  test("of chunks that finish in reverse is told in reading order", ({ expect }) =>
    withSplit((job) => {
      plan(job, 3);
      for (const chunk of [2, 1]) appendOutput(job, chunk, output(0, words(chunk), true), T);
      expect(told(job)).toBe("");
      appendOutput(job, 0, output(0, words(0)), T);
      expect(told(job)).toBe("0.0 0.1 0.2 0.3 0.4");
      appendOutput(job, 0, output(1, [], true), T);
      expect(told(job)).toBe(wholeText(3));
      expect(job.record.outcome).toMatchObject({ status: "complete" });
    }));

  test("sent twice is a duplicate, sent too early a gap", ({ expect }) =>
    withSplit((job) => {
      plan(job, 1);
      expect(appendOutput(job, 0, output(0, words(0, 0, 2)), T).outcome).toBe("accepted");
      expect(appendOutput(job, 0, output(0, words(0, 0, 2)), T).outcome).toBe("duplicate");
      expect(appendOutput(job, 0, output(2, words(0, 3, 5)), T)).toEqual({ outcome: "gap", expectedSeq: 1 });
      expect(told(job)).toBe("0.0 0.1");
    }));

  test("of a node that was replaced is stale, and what it had told is continued, not repeated", ({ expect }) =>
    withSplit((job) => {
      plan(job, 1);
      appendOutput(job, 0, output(0, words(0, 0, 3)), T);
      expireWork(job, T + SILENCE_MS);
      send(job);
      expect(appendOutput(job, 0, output(1, words(0, 3, 5), true), T).outcome).toBe("stale");
      expect(appendOutput(job, 0, output(0, words(0), true, 1, 2), T).outcome).toBe("accepted");
      expect(told(job)).toBe(wholeText(1));
    }));

  test("after the job is over answers cancelled", ({ expect }) =>
    withSplit((job) => {
      plan(job, 2);
      failWork(job, 0, { fence: { epoch: 1, attempt: 1 }, failure: { code: "audio_missing", detail: "gone" } }, T);
      expect(appendOutput(job, 1, output(0, words(1), true), T).outcome).toBe("cancelled");
    }));
});

test("a dead letter of an older epoch is ignored, one of the current epoch counts as a loss", ({ expect }) =>
  withSplit((job) => {
    plan(job, 1);
    giveUpWork(job, 0, 1, T);
    expect(job.ledger.lease(0)).toMatchObject({ epoch: 2, silences: 1, state: "unsent" });
    giveUpWork(job, 0, 1, T);
    expect(job.ledger.lease(0)).toMatchObject({ epoch: 2, silences: 1 });
    expect(job.ledger.lease(SPLIT_WORK)?.state).toBe("done");
  }));

test("frames after any id continue the frames before it, byte for byte", ({ expect }) =>
  withSplit((job) => {
    plan(job, 3);
    for (const chunk of [1, 0, 2]) appendOutput(job, chunk, output(0, words(chunk), true), T);
    const { spec: jobSpec } = job.record;
    const all = [...job.log.framesAfter(jobSpec, 0)].map((frame) => JSON.stringify(frame));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: all.length }), (after) => {
        expect([...job.log.framesAfter(jobSpec, after)].map((frame) => JSON.stringify(frame))).toEqual(
          all.slice(after),
        );
      }),
    );
    expect([...job.log.framesAfter(jobSpec, 0)].map((frame) => frame.id)).toEqual(all.map((_, n) => n + 1));
  }));

test("every snapshot shows exactly the text of the tokens before it", ({ expect }) =>
  withSplit((job) => {
    plan(job, 4);
    for (const chunk of [3, 1, 0, 2]) appendOutput(job, chunk, output(0, words(chunk), true), T);
    let text = "";
    for (const frame of job.log.framesAfter(job.record.spec, 0)) {
      if (frame.type === "token") text += frame.token.text;
      else if (frame.type !== "told") expect(frame.snapshot.text).toBe(text);
    }
    expect(text).toBe(wholeText(4));
  }));

test("under any interleaving of nodes, losses and duplicates the text is told exactly once", async ({ expect }) => {
  const CHUNKS = 3;
  const event = fc.record({
    chunk: fc.nat({ max: CHUNKS - 1 }),
    kind: fc.constantFrom("batch", "batch", "batch", "duplicate", "lose", "redeliver", "deadletter"),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 60 }), (events) =>
      withSplit((job) => {
        plan(job, CHUNKS);
        const sent = new Map<string, number>();
        const speak = (chunk: number, repeat: boolean) => {
          const lease = job.ledger.lease(chunk);
          if (lease === undefined || lease.state === "done") return;
          const attempt = Math.max(1, lease.attempt);
          const key = `${chunk}/${lease.epoch}/${attempt}`;
          const seq = Math.max(0, (sent.get(key) ?? 0) - (repeat ? 1 : 0));
          appendOutput(job, chunk, output(seq, words(chunk, seq, seq + 1), seq === 4, attempt, lease.epoch), T);
          sent.set(key, Math.max(sent.get(key) ?? 0, seq + 1));
        };
        for (const { chunk, kind } of events) {
          const lease = job.ledger.lease(chunk);
          if (lease === undefined || job.record.outcome !== undefined) break;
          if (kind === "batch" || kind === "duplicate") speak(chunk, kind === "duplicate");
          else if (kind === "lose" && lease.silences < 2) expireWork(job, T + SILENCE_MS);
          else if (kind === "deadletter" && lease.silences < 2) giveUpWork(job, chunk, lease.epoch, T);
          else if (kind === "redeliver" && lease.state === "running") {
            appendOutput(
              job,
              chunk,
              { fence: { epoch: lease.epoch, attempt: lease.attempt + 1 }, seq: 0, tokens: [] },
              T,
            );
          }
          send(job);
          expect(wholeText(CHUNKS).startsWith(told(job))).toBe(true);
        }
        if (job.record.outcome?.status === "failed") return;
        for (let chunk = 0; chunk < CHUNKS; chunk++) for (let n = 0; n < 5; n++) speak(chunk, false);
        expect(told(job)).toBe(wholeText(CHUNKS));
        expect(job.record.outcome?.status).toBe("complete");
      }),
    ),
    { numRuns: 20 },
  );
});
