import type { JobRequest } from "../../../../jobs/create-job.ts";
import { uploadKey } from "../../../../uploads/object-keys.ts";
import { MODEL_LANGUAGE } from "../models.ts";
import { type ConfigFrame, contentTypeOf } from "./wire.ts";

const UNNAMED = "live audio";

/** The order for a job on audio that is about to be spoken. Such a job cannot wait for its turn. */
export function acceptConfig(owner: string, jobId: string, config: ConfigFrame): JobRequest {
  return {
    jobId,
    audio: {
      live: { objectKey: uploadKey(owner, jobId), contentType: contentTypeOf(config) },
      filename: config.label || UNNAMED,
    },
    options: {
      model: config.model,
      language: MODEL_LANGUAGE,
      promptPreset: config.include_filler === true ? "verbatim" : "remove_fillers",
    },
    resultOptions: {
      wait: false,
      partialResults: config.include_partial === true,
      speakerCount: 1,
      speechInsights: false,
      voiceInsights: false,
    },
    label: config.label || undefined,
    overLimit: "refuse",
    sourceChannel: "v2",
  };
}
