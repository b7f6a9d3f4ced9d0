import type { Context } from "../../../context.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { signSpeech } from "../../../synthesis/sign-speech.ts";
import { presentSpeechJob } from "../tts/present.ts";
import type { SynthesisEvent } from "./event-wire.ts";

/** Longer than all automatic attempts together take. */
const PATH_LIFETIME_SECONDS = 86_400;

/**
 * What endpoints are told of a synthesis that is over: the job as v2 answers it, with a URL of the audio that is good for
 * a day, and without a status, which the event type tells.
 */
export async function presentSpeechEvent(ctx: Pick<Context, "env">, view: SpeechView): Promise<SynthesisEvent> {
  const audio =
    view.state.status === "complete" ? { path: await signSpeech(ctx, view.row, PATH_LIFETIME_SECONDS) } : {};
  const { job_id, created_at, modified_at, request, result, job_config, model } = presentSpeechJob(view, audio);
  return { job_id, created_at, modified_at, request, result, job_config, model };
}
