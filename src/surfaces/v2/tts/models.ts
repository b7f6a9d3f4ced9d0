import { SYNTHESIS_RATE, type Voice, VOICES } from "../../../contract/synthesis.ts";
import { VOICE_PROFILES } from "../../../synthesis/voices.ts";
import type { TtsModel } from "./wire.ts";

/** The voices as v2 lists them: each is a model of its own. */
export const MODELS: readonly TtsModel[] = VOICES.map(modelOf);

/** A voice as a model. Its text tells the language by its script. */
export function modelOf(voice: Voice): TtsModel {
  const { name, gender } = VOICE_PROFILES[voice];
  return {
    name: `tts-${voice}-general`,
    label: name,
    language: "English, Russian",
    domain: "general",
    voice,
    gender,
    channels: 1,
    samplerate: SYNTHESIS_RATE,
  };
}

/** The voice of a model; undefined when there is no such model. */
export function voiceOf(model: string): Voice | undefined {
  return MODELS.find(({ name }) => name === model)?.voice;
}
