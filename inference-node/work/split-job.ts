import type { Logger } from "@logtape/logtape";
import PQueue from "p-queue";
import type { SplitMessage } from "../../src/contract/messages.ts";
import type { Fence } from "../../src/contract/plan.ts";
import type { Metrics } from "../metrics.ts";
import type { Delivery } from "../pull-loop.ts";
import type { AudioBytes } from "../decode/audio-bytes.ts";
import type { AudioParts } from "../decode/audio-parts.ts";
import type { RecordingPart } from "../split/lane-splitter.ts";
import type { PcmBlock } from "../decode/pcm-block.ts";
import type { WorkerApi } from "../worker-api.ts";
import { ArrivingAudio } from "./arriving-audio.ts";
import { HEARTBEAT_MS } from "./heartbeat-ms.ts";
import { type PlanPacing, PlanReport } from "./plan-report.ts";
import type { Chunk } from "./recognize-chunk.ts";
import { faultOfWork, settleFailure } from "./settle-failure.ts";
import { StoredAudio } from "./stored-audio.ts";
import { ACK, type Verdict } from "./verdict.ts";
import { verifyChecksum } from "./verify-checksum.ts";

interface DecodeOptions {
  readonly maxDurationSamples: number;
  readonly signal: AbortSignal;
}

export interface SplitPorts {
  readonly api: Pick<WorkerApi, "readAudio" | "readPart" | "putSlice" | "appendPlan" | "failPlan">;
  readonly decodeAudio: (source: AudioBytes | AudioParts, options: DecodeOptions) => AsyncIterable<PcmBlock>;
  /** Spans as numbered, those of each channel touching, up to the end of the recording; those of speech with their samples. */
  readonly splitRecording: (pcm: AsyncIterable<PcmBlock>) => AsyncIterable<RecordingPart>;
  /** The same of audio that is still being spoken. */
  readonly splitLiveAudio: (pcm: AsyncIterable<PcmBlock>) => AsyncIterable<RecordingPart>;
  readonly claims: {
    /** Whether a claimed chunk could start at once. */
    readonly hasRoom: () => boolean;
    /** Starts the recognition of a chunk that was claimed under `fence`, without waiting for it. */
    readonly take: (chunk: Chunk, fence: Fence, samples: Int16Array) => void;
  };
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly pacing?: PlanPacing;
}

const PACING: PlanPacing = { flushMs: 250, heartbeatMs: HEARTBEAT_MS, holdMs: 1000 };
/** Who listens while it is spoken waits for each span. */
const LIVE_PACING: PlanPacing = { ...PACING, holdMs: 0 };
const UPLOADS_AT_ONCE = 3;

/**
 * Decodes and cuts one recording, stores its slices and plans it while still decoding. Never throws: what is wrong with
 * the recording is reported to its job; faults of the way there give the message back.
 */
export async function splitJob(ports: SplitPorts, delivery: Delivery<SplitMessage>): Promise<Verdict> {
  const { log, metrics } = ports;
  const { message, attempt, holder } = delivery;
  const fence = { epoch: message.epoch, attempt, holder };
  const startedMs = performance.now();
  const over = new AbortController();
  const signal = AbortSignal.any([delivery.signal, over.signal]);
  const facts = () => ({ jobId: message.jobId, ...fence, durationMs: Math.round(performance.now() - startedMs) });
  try {
    const { totalSamples, spans } = await splitAndPlan(ports, message, fence, signal, (reason) => over.abort(reason));
    metrics.count("recordings_done");
    log.info("recording.split", { outcome: "done", ...facts(), totalSamples, spans });
    return ACK;
  } catch (error) {
    metrics.count("recordings_failed");
    const reason: unknown = signal.aborted ? signal.reason : error;
    const { verdict, outcome, ...trouble } = await settleFailure({
      reason,
      attempt,
      report: (failure) => ports.api.failPlan(message.jobId, { fence, failure }),
    });
    log.warn("recording.split", { outcome, ...facts(), error: reason, ...trouble });
    return verdict;
  } finally {
    // Ends whatever still reads, decodes or uploads for this recording.
    over.abort();
  }
}

async function splitAndPlan(
  ports: SplitPorts,
  { jobId, source, maxDurationSamples, options }: SplitMessage,
  fence: Fence,
  signal: AbortSignal,
  fail: (reason: unknown) => void,
): Promise<{ totalSamples: number; spans: number }> {
  const { api, claims } = ports;
  const pacing = ports.pacing ?? (source === null ? LIVE_PACING : PACING);
  signal.throwIfAborted();
  const report = new PlanReport({ api, jobId, fence, signal, fail, pacing });
  try {
    await report.open();
    const stored =
      source &&
      new StoredAudio(source.sizeBytes, (offset, length, reading) =>
        api.readAudio(jobId, source, offset, length, reading),
      );
    const verify = async () => stored && verifyChecksum(stored, source.sha256, signal);
    const uploads = new PQueue({ concurrency: UPLOADS_AT_ONCE });
    let totalSamples = 0;
    let spans = 0;
    let latest: Int16Array | undefined;
    try {
      const pcm = ports.decodeAudio(stored ?? new ArrivingAudio(api, jobId), { maxDurationSamples, signal });
      const parts = stored === null ? ports.splitLiveAudio(pcm) : ports.splitRecording(pcm);
      for await (const { media, span, samples } of parts) {
        signal.throwIfAborted();
        const store = () => samples && api.putSlice(jobId, span.index, samples, signal);
        report.add({ media, span }, Promise.resolve(samples && uploads.add(store)));
        latest = samples ?? latest;
        totalSamples = Math.max(totalSamples, span.endSample);
        spans += 1;
        // Decoding is faster than any network: wait, or the whole recording piles up in memory.
        await uploads.onSizeLessThan(1);
      }
    } catch (error) {
      // Bytes damaged on their way into the bucket decode badly: then the damage is the cause to tell.
      if (faultOfWork(error) !== undefined) await verify();
      throw error;
    }
    await verify();
    const lone = report.lone;
    const { claimed } = await report.close(totalSamples, claims.hasRoom);
    if (claimed !== undefined && lone !== undefined && latest !== undefined) {
      claims.take({ jobId, span: lone, options }, claimed.fence, latest);
    }
    return { totalSamples, spans };
  } finally {
    await report.stop();
  }
}
