import type { Context } from "../context.ts";
import { isTerminal } from "../contract/job.ts";
import { SpeechState } from "../contract/synthesis.ts";
import { awaitEnd } from "../jobs/await-end.ts";
import { watchSpeech } from "./watch-speech.ts";

/** Holds until a synthesis is over, told by its object, or until the time is up; true when it is over. */
export async function waitForSpeech(ctx: Pick<Context, "env">, jobId: string, timeoutMs: number): Promise<boolean> {
  return awaitEnd({
    connect: () => watchSpeech(ctx, jobId),
    tellsEnd: (message) => isTerminal(SpeechState.parse(JSON.parse(message)).status),
    timeoutMs,
  });
}
