import type { Voice } from "../contract/synthesis.ts";

export interface VoiceProfile {
  /** For people. */
  readonly name: string;
  /** How it sounds. */
  readonly gender: "female" | "male";
  readonly description: string;
}

/** What there is to tell of each voice. */
export const VOICE_PROFILES: Readonly<Record<Voice, VoiceProfile>> = {
  alloy: { name: "Alloy", gender: "female", description: "Even and clear, for everything." },
  ash: { name: "Ash", gender: "male", description: "Low and matter-of-fact." },
  nova: { name: "Nova", gender: "female", description: "Bright and lively." },
  onyx: { name: "Onyx", gender: "male", description: "Very deep and calm." },
  echo: { name: "Echo", gender: "male", description: "Light and muffled." },
  shimmer: { name: "Shimmer", gender: "female", description: "High and soft." },
  fable: { name: "Fable", gender: "male", description: "A storyteller, British in English." },
};
