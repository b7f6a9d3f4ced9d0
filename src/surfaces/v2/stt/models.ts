import { BATCH_MODEL, STREAMING_MODEL } from "../../../contract/models.ts";
import type { AsrModel } from "./wire.ts";

const ENGLISH = {
  language: "English",
  domain: "general",
  acoustic: "recording",
  channels: 1,
  samplerate: 16_000,
} as const;

/** The recognizers of v2. */
export const MODELS: readonly AsrModel[] = [
  { name: BATCH_MODEL, label: "General English", ...ENGLISH },
  { name: STREAMING_MODEL, label: "General English, live", ...ENGLISH },
];

/** The language that a model is told to expect, as JobOptions have it. */
export const MODEL_LANGUAGE = "en";

/** The model of a job; those of v1 are described by what they have in common with the others. */
export function modelOf(name: string): AsrModel {
  return MODELS.find((model) => model.name === name) ?? { name, label: name, ...ENGLISH };
}
