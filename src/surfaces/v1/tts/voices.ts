import { VOICES } from "../../../contract/synthesis.ts";
import { VOICE_PROFILES } from "../../../synthesis/voices.ts";
import type { TTSVoice } from "./wire.ts";

/** The voices as v1 lists them. */
export const TTS_VOICES: readonly TTSVoice[] = VOICES.map((id) =>
  Object.assign({ id, language: "auto", languages: ["en", "ru"] }, VOICE_PROFILES[id]),
);
