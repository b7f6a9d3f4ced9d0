import { wav } from "./test-audio.ts";

/** The head of a 16-bit mono WAV whose length nobody knows. */
export function wavHeader(sampleRate: number): Uint8Array {
  return wav({ sampleRate, channels: 1, data: new Int16Array(0), claimedBytes: 0xffff_ffff });
}
