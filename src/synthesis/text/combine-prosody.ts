import { type Prosody, PROSODY_LIMITS } from "../../contract/synthesis.ts";

export const NEUTRAL: Prosody = { pitch: 0, tempo: 1, gain: 0 };

/** What comes of one prosody inside another, as far as there is room for it. */
export function combineProsody(outer: Prosody, inner: Partial<Prosody>): Prosody {
  const { pitch, tempo, gain } = { ...NEUTRAL, ...inner };
  return {
    pitch: clamp(outer.pitch + pitch, PROSODY_LIMITS.pitch),
    tempo: clamp(outer.tempo * tempo, PROSODY_LIMITS.tempo),
    gain: clamp(outer.gain + gain, PROSODY_LIMITS.gain),
  };
}

/** Whether nothing departs from the voice. */
export function isNeutral({ pitch, tempo, gain }: Prosody): boolean {
  return pitch === 0 && tempo === 1 && gain === 0;
}

function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.max(least, Math.min(most, value));
}
