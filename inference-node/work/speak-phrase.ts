import type { Logger } from "@logtape/logtape";
import { SpeechFault, faultCode } from "../../src/contract/faults.ts";
import type { Fence } from "../../src/contract/plan.ts";
import { type PhraseMessage, SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";
import type { Delivery } from "../pull-loop.ts";
import type { SynthesisEngine } from "../synthesize/engine.ts";
import type { WorkerApi } from "../worker-api.ts";
import { settleFailure } from "./settle-failure.ts";
import { ACK, type Verdict } from "./verdict.ts";
import { WorkOver } from "./work-over.ts";

export interface SpeakPorts {
  readonly api: Pick<WorkerApi, "putPhrase" | "failPhrase">;
  readonly engine: Pick<SynthesisEngine, "speak">;
  readonly log: Logger;
}

/**
 * Speaks one phrase and hands its samples over. Never throws: faults of the phrase are reported to its job, which then
 * decides what follows; faults of the way there give the message back.
 */
export async function speakPhrase(ports: SpeakPorts, delivery: Delivery<PhraseMessage>): Promise<Verdict> {
  const { api, log } = ports;
  const { message, attempt, holder, signal } = delivery;
  const { jobId, index, epoch } = message;
  const fence: Fence = { epoch, attempt, holder };
  const startedMs = performance.now();
  const facts = () => ({ jobId, index, ...fence, durationMs: Math.round(performance.now() - startedMs) });
  try {
    const samples = await runEngine(ports, message, signal);
    const spokenMs = Math.round(performance.now() - startedMs);
    const { outcome } = await api.putPhrase(jobId, index, fence, samples, signal);
    if (outcome === "gap") throw new SpeechFault("internal", "a phrase needs none before it");
    if (outcome !== "accepted") throw new WorkOver(outcome);
    const audioMs = Math.round((samples.length / SYNTHESIS_RATE) * 1000);
    log.info("phrase.spoken", { outcome: "done", ...facts(), spokenMs, audioMs });
    return ACK;
  } catch (error) {
    const reason: unknown = signal.aborted ? signal.reason : error;
    const { verdict, outcome, ...trouble } = await settleFailure({
      reason,
      attempt,
      report: (failure) => api.failPhrase(jobId, index, { fence, failure }),
    });
    log.warn("phrase.spoken", { outcome, ...facts(), error: reason, ...trouble });
    return verdict;
  }
}

async function runEngine(
  { engine }: SpeakPorts,
  { text, voice, language, prosody }: PhraseMessage,
  signal: AbortSignal,
): Promise<Int16Array> {
  signal.throwIfAborted();
  try {
    return await engine.speak(text, { voice, language, prosody, signal });
  } catch (error) {
    if (signal.aborted || faultCode(error) !== undefined) throw error;
    throw new SpeechFault("engine_failed", "speech synthesis failed", { cause: error });
  }
}
