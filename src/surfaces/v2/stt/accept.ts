import type { Context } from "../../../context.ts";
import { SpeechFault } from "../../../contract/faults.ts";
import { newId } from "../../../contract/ids.ts";
import type { JobRequest } from "../../../jobs/create-job.ts";
import { checkUri } from "../../../uploads/fetch/check-uri.ts";
import { decodeBase64 } from "../../../uploads/decode-base64.ts";
import { uploadKey } from "../../../uploads/object-keys.ts";
import { sniffAudio } from "../../../uploads/sniff-audio.ts";
import { UNKNOWN_TYPE } from "../../../uploads/unknown-type.ts";
import { storeAudio } from "../../../uploads/store-audio.ts";
import { wavSeconds } from "../../../uploads/wav-seconds.ts";
import { chosenModel } from "../model-choice.ts";
import { MODEL_LANGUAGE, MODELS } from "./models.ts";
import type { AsrJobRequest } from "./request-wire.ts";

const UNNAMED = "audio";

/**
 * The order for a job that a request of v2 means; audio that came with it is stored. Faults:
 * `recognition_model_not_found`, `audio_not_given`, `audio_not_base64`, `audio_too_long`, `uri_invalid`,
 * `waiting_not_allowed`.
 */
export async function acceptJob(ctx: Context, { config, request }: AsrJobRequest): Promise<JobRequest> {
  const model = chosenModel(config);
  if (!MODELS.some(({ name }) => name === model)) {
    throw new SpeechFault("recognition_model_not_found", `there is no model ${model}`, { context: { model } });
  }
  const jobId = newId();
  const maxSeconds = Number(config.wait ? ctx.env.SYNC_MAX_SECONDS : ctx.env.MAX_DURATION_SECONDS);
  return {
    ...(await acceptAudio(ctx, jobId, { config, request }, maxSeconds)),
    jobId,
    maxSeconds,
    options: {
      model,
      language: MODEL_LANGUAGE,
      promptPreset: config.include_filler ? "verbatim" : "remove_fillers",
      punctuate: config.auto_punctuation,
      numerals: config.enable_spoken_numerals,
    },
    resultOptions: {
      wait: config.wait,
      partialResults: config.include_partial_results,
      speakerCount: config.speaker_count,
      speechInsights: config.enable_speech_insights,
      voiceInsights: config.enable_voice_insights,
    },
    label: request.label || undefined,
    overLimit: "defer",
    isHeld: config.wait,
    sourceChannel: "v2",
  };
}

type AcceptedAudio = Pick<JobRequest, "audio" | "declaredSeconds" | "sourceUri">;

async function acceptAudio(
  ctx: Context,
  id: string,
  { config, request }: AsrJobRequest,
  maxSeconds: number,
): Promise<AcceptedAudio> {
  const { uri, label, mime_type, duration } = request;
  const filename = label || UNNAMED;
  if (uri) {
    if (config.wait) throw new SpeechFault("waiting_not_allowed", "a job on a uri cannot be waited for");
    const declaredSeconds = declare(duration, maxSeconds);
    const order = { uri: checkUri(ctx.env, uri), objectKey: uploadKey(ctx.owner, id), contentType: mime_type ?? null };
    return { audio: { fetch: order, filename }, declaredSeconds, sourceUri: uri };
  }
  const { bytes, contentType: named } = decodeBase64(request.data || request.audio || "");
  const declaredSeconds = declare(wavSeconds(bytes) ?? duration, maxSeconds);
  const contentType = sniffAudio(bytes) ?? named ?? mime_type ?? UNKNOWN_TYPE;
  return { audio: { objectKey: await storeAudio(ctx, { id, bytes, filename, contentType }) }, declaredSeconds };
}

/** Whole seconds to reserve by, refused before anything is stored when they are more than the job may have. */
function declare(seconds: number | null | undefined, maxSeconds: number): number | undefined {
  if (seconds === null || seconds === undefined) return undefined;
  if (seconds <= maxSeconds) return Math.ceil(seconds);
  const told = Math.ceil(seconds * 1000) / 1000;
  throw new SpeechFault("audio_too_long", undefined, { context: { seconds: told, maxSeconds } });
}
