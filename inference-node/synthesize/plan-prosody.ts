import type { Prosody } from "../../src/contract/synthesis.ts";
import type { EspeakVoice } from "./espeak-voices.ts";

/** What eSpeak is told, and what is left for its samples. */
export interface ProsodyPlan {
  /** eSpeak's pitch, 0 to 99. */
  readonly pitch: number;
  /** eSpeak's pace in words per minute. */
  readonly rate: number;
  /** By how much its samples have to be sped up, to raise what eSpeak cannot; it makes them as much shorter. */
  readonly speedUp: number;
}

export const USUAL_RATE = 175;
const RATES = [80, 450] as const;
/** eSpeak's pitches between which it follows evenly. */
const LOWEST_PITCH = 20;
const HIGHEST_PITCH = 92;
/** A change of the samples that nobody hears, in semitones, is not made: it would cost a little of the quality. */
const UNHEARD = 0.1;

/** How to come to a prosody: by eSpeak's own means, which keep the sound of the voice, as far as they reach. */
export function planProsody(
  { pitch: ownPitch, reach }: EspeakVoice,
  { pitch, tempo }: Pick<Prosody, "pitch" | "tempo">,
): ProsodyPlan {
  const [edge, limit] = pitch < 0 ? [LOWEST_PITCH, reach[0]] : [HIGHEST_PITCH, reach[1]];
  const share = Math.min(1, pitch / limit);
  const missing = pitch - share * limit;
  const speedUp = Math.abs(missing) < UNHEARD ? 1 : 2 ** (missing / 12);
  const rate = Math.max(RATES[0], Math.min(RATES[1], Math.round((USUAL_RATE * tempo) / speedUp)));
  return { pitch: Math.round(ownPitch + share * (edge - ownPitch)), rate, speedUp };
}
