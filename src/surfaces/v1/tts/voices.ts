import type { TTSVoice } from "./wire.ts";

const EVERY = { language: "auto", languages: ["en", "ru"] };

/** The voices as v1 lists them. */
export const TTS_VOICES: readonly TTSVoice[] = [
  { id: "alloy", name: "Alloy", gender: "female", description: "Even and clear, for everything.", ...EVERY },
  { id: "ash", name: "Ash", gender: "male", description: "Low and matter-of-fact.", ...EVERY },
  { id: "nova", name: "Nova", gender: "female", description: "Bright and lively.", ...EVERY },
  { id: "onyx", name: "Onyx", gender: "male", description: "Very deep and calm.", ...EVERY },
  { id: "echo", name: "Echo", gender: "male", description: "Light and muffled.", ...EVERY },
  { id: "shimmer", name: "Shimmer", gender: "female", description: "High and soft.", ...EVERY },
  { id: "fable", name: "Fable", gender: "male", description: "A storyteller, British in English.", ...EVERY },
];
