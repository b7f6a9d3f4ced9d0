import type { AudioFormat } from "../../contract/synthesis.ts";
import { Mp3Encoder } from "./mp3-encoder.ts";
import { OpusEncoder } from "./opus-encoder.ts";
import type { SpeechEncoder } from "./speech-encoder.ts";
import { toS16 } from "./to-s16.ts";

/** An encoder of the format. Of a WAV file it makes all but the header, which tells the length of what follows it. */
export async function openEncoder(format: AudioFormat, sampleRate: number): Promise<SpeechEncoder> {
  if (format === "mp3") return Mp3Encoder.open(sampleRate);
  return format === "opus" ? new OpusEncoder(sampleRate) : WAV_ENCODER;
}

const WAV_ENCODER: SpeechEncoder = {
  encode: (samples) => new Uint8Array(toS16(samples).buffer),
  finish: () => new Uint8Array(),
};
