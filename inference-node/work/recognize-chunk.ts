import type { Logger } from "@logtape/logtape";
import { SpeechFault, faultCode } from "../../src/contract/faults.ts";
import type { Token } from "../../src/contract/job.ts";
import type { ChunkMessage } from "../../src/contract/messages.ts";
import type { Fence } from "../../src/contract/plan.ts";
import { samplesToSeconds } from "../../src/contract/units.ts";
import type { Metrics } from "../metrics.ts";
import type { Recognition, RecognitionEngine } from "../recognize/engine.ts";
import type { WorkerApi } from "../worker-api.ts";
import { HEARTBEAT_MS } from "./heartbeat-ms.ts";
import { OutputReport, type ReportPacing } from "./output-report.ts";
import { settleFailure } from "./settle-failure.ts";
import { ACK, type Verdict } from "./verdict.ts";

export interface RecognizePorts {
  readonly api: Pick<WorkerApi, "getSlice" | "appendOutput" | "failOutput">;
  /** The engine that answers for a model's name. */
  readonly engineFor: (model: string) => Pick<RecognitionEngine, "recognize">;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly pacing?: ReportPacing;
}

export type Chunk = Pick<ChunkMessage, "jobId" | "span" | "options">;

export interface ChunkLease {
  readonly fence: Fence;
  readonly signal: AbortSignal;
}

const PACING: ReportPacing = { flushMs: 100, heartbeatMs: HEARTBEAT_MS };

/**
 * Recognizes one chunk and reports it word by word. Never throws: faults of the chunk are reported to its job, which
 * then decides what follows; faults of the way there give the message back.
 *
 * @param samples What the slice holds, when the caller still has it.
 */
export async function recognizeChunk(
  ports: RecognizePorts,
  chunk: Chunk,
  lease: ChunkLease,
  samples?: Int16Array,
): Promise<Verdict> {
  const { api, log, metrics } = ports;
  const { jobId, span } = chunk;
  const startedMs = performance.now();
  const over = new AbortController();
  const signal = AbortSignal.any([lease.signal, over.signal]);
  const report = new OutputReport({
    api,
    jobId,
    index: span.index,
    fence: lease.fence,
    signal,
    fail: (reason) => over.abort(reason),
    pacing: ports.pacing ?? PACING,
  });
  const facts = () => ({
    jobId,
    index: span.index,
    ...lease.fence,
    durationMs: Math.round(performance.now() - startedMs),
  });
  try {
    signal.throwIfAborted();
    await report.open();
    const pcm = samples ?? (await api.getSlice(jobId, span.index, signal));
    const { language, computeMs } = await runEngine(ports, chunk, pcm, signal, report);
    await report.close({ language, computeMs });
    metrics.count("chunks_done");
    metrics.count("audio_seconds", samplesToSeconds(span.endSample - span.startSample));
    metrics.count("compute_seconds", computeMs / 1000);
    log.info("chunk.recognized", { outcome: "done", ...facts(), computeMs });
    return ACK;
  } catch (error) {
    metrics.count("chunks_failed");
    const reason: unknown = signal.aborted ? signal.reason : error;
    const { verdict, outcome, ...trouble } = await settleFailure({
      reason,
      attempt: lease.fence.attempt,
      report: (failure) => api.failOutput(jobId, span.index, { fence: lease.fence, failure }),
    });
    log.warn("chunk.recognized", { outcome, ...facts(), error: reason, ...trouble });
    return verdict;
  } finally {
    await report.stop();
  }
}

async function runEngine(
  ports: RecognizePorts,
  { span, options }: Chunk,
  samples: Int16Array,
  signal: AbortSignal,
  report: OutputReport,
): Promise<Recognition> {
  const { language, promptPreset } = options;
  try {
    const result = await ports
      .engineFor(options.model)
      .recognize(samples, { language, promptPreset, signal }, (tokens) =>
        report.add(tokens.map((token) => shift(token, span.startSample))),
      );
    signal.throwIfAborted();
    return result;
  } catch (error) {
    if (signal.aborted || faultCode(error) !== undefined) throw error;
    throw new SpeechFault("engine_failed", undefined, { cause: error });
  }
}

function shift(token: Token, offset: number): Token {
  return { text: token.text, startSample: token.startSample + offset, endSample: token.endSample + offset };
}
