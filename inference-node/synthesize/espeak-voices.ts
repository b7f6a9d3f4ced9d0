import type { SpokenLanguage, Voice } from "../../src/contract/synthesis.ts";

export interface EspeakVoice {
  /** eSpeak's name of the accent, by language. */
  readonly accents: Readonly<Record<SpokenLanguage, string>>;
  /** One of eSpeak's variants: another larynx and mouth for any accent. */
  readonly variant: string;
  /** 0 to 99; 50 leaves the variant's own pitch. */
  readonly pitch: number;
  /** Semitones from this pitch down to what eSpeak's pitch of 20 sounds like, and up to that of 92, as measured. */
  readonly reach: readonly [number, number];
}

const ACCENTS = { en: "en-us", ru: "ru" };

/** The voices of the contract, set apart by pitch (median Hz in the comment), timbre and, for fable, accent. */
export const ESPEAK_VOICES: Readonly<Record<Voice, EspeakVoice>> = {
  alloy: { accents: ACCENTS, variant: "f1", pitch: 50, reach: [-5.2, 7.4] }, // 180
  ash: { accents: ACCENTS, variant: "m3", pitch: 50, reach: [-4.7, 7.4] }, // 106
  nova: { accents: ACCENTS, variant: "f5", pitch: 50, reach: [-5, 7.7] }, // 203
  onyx: { accents: ACCENTS, variant: "m8", pitch: 50, reach: [-3.8, 7.2] }, // 86
  echo: { accents: ACCENTS, variant: "m7", pitch: 85, reach: [-9.4, 1.2] }, // 147
  shimmer: { accents: ACCENTS, variant: "Annie", pitch: 50, reach: [-2.6, 4.8] }, // 240
  // `en-gb` would do without the x-rp, but this build does not know it and keeps the voice before.
  fable: { accents: { ...ACCENTS, en: "en-gb-x-rp" }, variant: "m4", pitch: 75, reach: [-8.4, 3] }, // 121
};
