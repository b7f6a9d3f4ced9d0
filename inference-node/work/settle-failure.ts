import { FAULTS, type FaultCode, SpeechFault, faultCode } from "../../src/contract/faults.ts";
import type { Failure } from "../../src/contract/job.ts";
import { NodeDraining } from "../shutdown.ts";
import { ACK, HAND_BACK, retryDelaySeconds, type Verdict } from "./verdict.ts";
import { WorkOver } from "./work-over.ts";

interface FailedWork {
  readonly reason: unknown;
  /** Deliveries of the message so far. */
  readonly attempt: number;
  /** Tells the job of the failure. */
  readonly report: (failure: Failure) => Promise<unknown>;
}

interface Settled {
  readonly verdict: Verdict;
  readonly outcome: WorkOver["outcome"] | "handed_back" | "failed" | "delayed";
  /** What kept the job from being told. */
  readonly reportError?: unknown;
}

/** Faults that may pass on another node, but that the job counts, so that no work goes round for ever. */
const COUNTED: ReadonlySet<FaultCode> = new Set(["engine_failed", "decoder_crashed"]);

/** The code of a fault that belongs to the work itself and not to the way there; undefined for everything else. */
export function faultOfWork(error: unknown): FaultCode | undefined {
  const code = faultCode(error);
  return code !== undefined && (COUNTED.has(code) || !FAULTS[code].retryable) ? code : undefined;
}

/**
 * Ends work that failed. A fault of the work is told to its job, which decides what follows; with any other error the
 * message goes round again.
 */
export async function settleFailure({ reason, attempt, report }: FailedWork): Promise<Settled> {
  if (reason instanceof WorkOver) return { verdict: ACK, outcome: reason.outcome };
  if (reason instanceof NodeDraining) return { verdict: HAND_BACK, outcome: "handed_back" };
  const later: Verdict = { settle: "retry", delaySeconds: retryDelaySeconds(attempt) };
  const code = faultOfWork(reason);
  if (code === undefined) return { verdict: later, outcome: "delayed" };
  if (code === "job_not_found") return { verdict: ACK, outcome: "cancelled" };
  try {
    await report({ code, detail: reason instanceof SpeechFault ? reason.detail : FAULTS[code].title });
    return { verdict: ACK, outcome: "failed" };
  } catch (reportError) {
    return { verdict: later, outcome: "delayed", reportError };
  }
}
