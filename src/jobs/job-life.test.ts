import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, test } from "vitest";
import { isTerminal, type JobStatus } from "../contract/job.ts";
import type { FetchMessage } from "../contract/messages.ts";
import type { Fence } from "../contract/plan.ts";
import { CREATED_AT_MS, SOURCE, withJob } from "../testing/stored-job.ts";
import { appendOutput } from "./append-output.ts";
import { appendPlan } from "./append-plan.ts";
import { appendSource } from "./append-source.ts";
import { beatFetch } from "./beat-fetch.ts";
import { FETCH_WORK, SPLIT_WORK } from "./chunk-ledger.ts";
import { SILENCE_MS } from "./job-machine.ts";
import type { JobStore } from "./job-store.ts";
import { expireWork, failWork, giveUpWork } from "./lose-work.ts";
import { proceedJob } from "./proceed-job.ts";
import { currentState, finalState } from "./publish-outcome.ts";
import { sendWork } from "./send-work.ts";
import { chargeableSeconds } from "./settle-job.ts";
import { stopJob } from "./stop-job.ts";
import { beginErasure } from "./begin-erasure.ts";

const T = CREATED_AT_MS;
const SECOND = 16_000;
const CHUNKS = 2;
const FENCE = { epoch: 1, attempt: 1 };
const ORDER = { uri: "https://audio.example/a.ogg", objectKey: SOURCE.objectKey, contentType: null };

/** Queues that note what they are given. */
function openQueues() {
  const sent: { queue: string; body: unknown; delaySeconds: number }[] = [];
  const queueOf = (queue: string) =>
    Object.assign(Object.create(env.SPLIT), {
      send: async (body: unknown, { delaySeconds = 0 } = {}) => sent.push({ queue, body, delaySeconds }),
      sendBatch: async (batch: { body: unknown }[]) =>
        sent.push(...batch.map(({ body }) => ({ queue, body, delaySeconds: 0 }))),
    });
  return { sent, queues: { FETCHES: queueOf("fetches"), SPLIT: queueOf("split"), CHUNKS: queueOf("chunks") } };
}

function plan(job: JobStore, fence: Fence = FENCE) {
  const spans = Array.from({ length: CHUNKS }, (_, index) => ({
    index,
    channel: 0,
    startSample: index * SECOND,
    endSample: (index + 1) * SECOND,
    speech: true,
  }));
  return appendPlan(job, { fence, spans, totalSamples: CHUNKS * SECOND }, T).outcome;
}

function recognize(job: JobStore, index: number, fence: Fence = FENCE) {
  const token = { text: ` ${index}`, startSample: index * SECOND, endSample: index * SECOND + 100 };
  const final = { language: "en", computeMs: 1 };
  return appendOutput(job, index, { fence, seq: 0, tokens: [token], final }, T).outcome;
}

function stateOf(job: JobStore): JobStatus {
  return currentState(job).status;
}

describe("a job that waits for a slot", () => {
  test("is deferred and sends nothing until it has one, then is queued", ({ expect }) =>
    withJob({ awaitsSlot: true }, async (job) => {
      const { sent, queues } = openQueues();
      await sendWork(job, queues);
      expect([stateOf(job), sent]).toEqual(["deferred", []]);
      proceedJob(job, T);
      proceedJob(job, T);
      await sendWork(job, queues);
      await sendWork(job, queues);
      expect(stateOf(job)).toBe("queued");
      expect(sent.map(({ queue }) => queue)).toEqual(["split"]);
      expect([...job.log.framesAfter(job.record.spec, 0)]).toHaveLength(2);
    }));

  test("and for its audio gets the slot first", ({ expect }) =>
    withJob({ awaitsSlot: true, source: null, fetch: ORDER }, async (job) => {
      const { sent, queues } = openQueues();
      await sendWork(job, queues);
      proceedJob(job, T);
      await sendWork(job, queues);
      expect(stateOf(job)).toBe("deferred");
      const message: FetchMessage = { jobId: job.record.spec.jobId, epoch: 1, order: ORDER };
      expect(sent).toEqual([{ queue: "fetches", body: message, delaySeconds: 0 }]);
    }));

  test("and goes on after its end stays over", ({ expect }) =>
    withJob({ awaitsSlot: true }, (job) => {
      expect(stopJob(job, "waiting", T)).toBe("cancelled");
      proceedJob(job, T);
      expect(job.ledger.workIn("unsent")).toEqual([]);
      expect(chargeableSeconds(job)).toBeNull();
    }));
});

describe("a job whose audio is fetched", () => {
  const fetched = { source: null, fetch: ORDER };

  test("is deferred until the audio is there, then queued to be split", ({ expect }) =>
    withJob(fetched, (job) => {
      expect(job.record.transfer).toEqual({ receivedBytes: 0, totalBytes: null });
      expect(beatFetch(job, FENCE, { receivedBytes: 3, totalBytes: 7 }, T)).toBe("accepted");
      expect(job.record.transfer).toEqual({ receivedBytes: 3, totalBytes: 7 });
      expect(stateOf(job)).toBe("deferred");
      for (let time = 0; time < 2; time++) expect(appendSource(job, FENCE, SOURCE, T)).toBe("accepted");
      expect(job.record.source).toEqual(SOURCE);
      expect(stateOf(job)).toBe("queued");
      expect(job.ledger.workIn("unsent").map(({ idx }) => idx)).toEqual([SPLIT_WORK]);
      expect(plan(job)).toBe("accepted");
      expect(stateOf(job)).toBe("in_progress");
    }));

  test("takes the audio from whoever holds the fetch now, and tells the one before so", ({ expect }) =>
    withJob(fetched, (job) => {
      beatFetch(job, FENCE, { receivedBytes: 1, totalBytes: null }, T);
      expireWork(job, T + SILENCE_MS);
      const second = { epoch: 2, attempt: 1 };
      expect(beatFetch(job, second, { receivedBytes: 0, totalBytes: null }, T)).toBe("accepted");
      expect(beatFetch(job, FENCE, { receivedBytes: 2, totalBytes: null }, T)).toBe("stale");
      expect(appendSource(job, FENCE, SOURCE, T)).toBe("stale");
      expect(appendSource(job, second, SOURCE, T)).toBe("accepted");
    }));

  test("asks a server that failed again, with growing pauses, until it gives up with that reason", ({ expect }) =>
    withJob(fetched, async (job) => {
      const { sent, queues } = openQueues();
      const failure = { code: "uri_unreachable", detail: "the server answered 503" } as const;
      for (let epoch = 1; epoch <= 4; epoch++) {
        await sendWork(job, queues);
        expect(failWork(job, FETCH_WORK, { fence: { epoch, attempt: 1 }, failure }, T)).toBe("accepted");
      }
      expect(sent.map(({ delaySeconds }) => delaySeconds)).toEqual([0, 1, 2, 4]);
      expect(job.record.outcome).toMatchObject({ status: "failed", failure });
    }));

  test.for(["uri_refused", "uri_invalid", "upload_too_large", "upload_empty"] as const)(
    "fails at once for %s",
    (code, { expect }) =>
      withJob(fetched, (job) => {
        const failure = { code, detail: "told so" };
        failWork(job, FETCH_WORK, { fence: FENCE, failure }, T);
        expect(job.record.outcome).toMatchObject({ status: "failed", failure });
        expect(appendSource(job, FENCE, SOURCE, T)).toBe("cancelled");
        expect(chargeableSeconds(job)).toBeNull();
      }),
  );

  test("fails for want of the audio when everyone who fetches it falls silent", ({ expect }) =>
    withJob(fetched, (job) => {
      for (let epoch = 1; epoch <= 8; epoch++) giveUpWork(job, FETCH_WORK, epoch, T);
      expect(job.record.outcome).toMatchObject({ status: "failed", failure: { code: "uri_unreachable" } });
    }));
});

describe("a cancel", () => {
  test("of a running job keeps what was told and charges what was recognized", ({ expect }) =>
    withJob({}, (job) => {
      plan(job);
      recognize(job, 0);
      expect(stopJob(job, "waiting", T)).toBe("running");
      expect(stopJob(job, "any", T + 5)).toBe("cancelled");
      expect(stopJob(job, "any", T + 9)).toBe("cancelled");
      expect(recognize(job, 1)).toBe("cancelled");
      expect(finalState(job)).toMatchObject({ status: "cancelled", failure: null, completedAtMs: T + 5 });
      expect(job.log.snapshot(job.record.spec).text).toBe("0");
      expect(chargeableSeconds(job)).toBe(1);
    }));

  test("before anything was recognized is free", ({ expect }) =>
    withJob({}, (job) => {
      plan(job);
      stopJob(job, "any", T);
      expect(chargeableSeconds(job)).toBeNull();
    }));

  test("after the end of a job changes nothing", ({ expect }) =>
    withJob({}, (job) => {
      plan(job);
      recognize(job, 0);
      recognize(job, 1);
      expect(stopJob(job, "any", T)).toBe("over");
      expect(stateOf(job)).toBe("in_progress");
      expect(finalState(job)?.status).toBe("complete");
    }));

  test("that comes while work is being sent stops the rest", ({ expect }) =>
    withJob({}, async (job) => {
      const { sent, queues } = openQueues();
      const send = queues.SPLIT.send;
      queues.SPLIT.send = async (body: unknown, options: object) => {
        plan(job);
        stopJob(job, "any", T);
        return send(body, options);
      };
      await sendWork(job, queues);
      expect(sent).toHaveLength(1);
    }));
});

test("under any order of events an end is final, nothing is sent after it, and what is charged was recognized", async ({
  expect,
}) => {
  const kinds = [
    "proceed",
    "beatFetch",
    "appendSource",
    "failFetch",
    "plan",
    "output",
    "expire",
    "giveUp",
    "cancelWaiting",
    "cancel",
    "erase",
  ] as const;
  const event = fc.record({
    kind: fc.constantFrom(...kinds, "proceed", "appendSource", "plan", "output"),
    chunk: fc.nat({ max: CHUNKS - 1 }),
    // How far behind the newest message the word is.
    behind: fc.constantFrom(0, 0, 0, 1),
    repeat: fc.boolean(),
  });
  const start = fc.record({ awaitsSlot: fc.boolean(), isFetched: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(start, fc.array(event, { maxLength: 40 }), ({ awaitsSlot, isFetched }, events) =>
      withJob({ awaitsSlot, ...(isFetched ? { source: null, fetch: ORDER } : {}) }, async (job) => {
        const { record, ledger, log } = job;
        const { sent, queues } = openQueues();
        const recognized = new Set<number>();
        const fenceFor = (index: number, behind: number) => ({
          epoch: Math.max(1, (ledger.lease(index)?.epoch ?? 1) - behind),
          attempt: 1,
        });
        const apply = ({ kind, chunk, behind }: (typeof events)[0]) => {
          const fetchFence = fenceFor(FETCH_WORK, behind);
          if (kind === "proceed") proceedJob(job, T);
          else if (kind === "beatFetch") beatFetch(job, fetchFence, { receivedBytes: 1, totalBytes: null }, T);
          else if (kind === "appendSource") appendSource(job, fetchFence, SOURCE, T);
          else if (kind === "failFetch") {
            const failure = { code: "uri_unreachable", detail: "" } as const;
            failWork(job, FETCH_WORK, { fence: fetchFence, failure }, T);
          } else if (kind === "plan") plan(job, fenceFor(SPLIT_WORK, behind));
          else if (kind === "output") {
            if (recognize(job, chunk, fenceFor(chunk, behind)) === "accepted") recognized.add(chunk);
          } else if (kind === "expire") expireWork(job, T + SILENCE_MS);
          else if (kind === "giveUp") giveUpWork(job, chunk, fenceFor(chunk, behind).epoch, T);
          else if (kind === "erase") beginErasure(job, record.recording, T);
          else stopJob(job, kind === "cancel" ? "any" : "waiting", T);
        };
        let ended: string | undefined;
        for (const each of events) {
          if (record.outcome !== undefined && each.kind === "expire") continue;
          apply(each);
          if (each.repeat) apply(each);
          const before = sent.length;
          const wasOver = record.outcome !== undefined;
          await sendWork(job, queues);
          if (wasOver) expect(sent).toHaveLength(before);
          if (!record.hasSlot) expect(sent).toEqual([]);
          if (record.source === null) expect(sent.every(({ queue }) => queue === "fetches")).toBe(true);

          const outcome = JSON.stringify(record.outcome);
          if (ended !== undefined) expect(outcome).toBe(ended);
          ended = outcome;
          const { status } = record.outcome ?? { status: record.phase };
          if (status === "cancelled") expect(chargeableSeconds(job) ?? 0).toBe(recognized.size);
          if (status === "failed") expect(chargeableSeconds(job)).toBeNull();
          if (!isTerminal(status)) expect(log.state().status).toBe(status);
          const words = log.tokens().map(({ chunkIndex }) => chunkIndex);
          expect(words).toEqual([...recognized].filter((chunk) => words.includes(chunk)).toSorted((a, b) => a - b));
        }
      }),
    ),
    { numRuns: 60 },
  );
});
