import { readFileSync } from "node:fs";
import { join } from "node:path";
import { wav } from "../../../inference-node/testing/test-audio.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";

const HEADER_BYTES = 44;

/** "my mother and my father went to the town", 2.4 s; `clips/make.sh` tells how each was made. */
export const SENTENCE = join(import.meta.dirname, "clips/sentence.wav");

/** "good morning my friend", 1.4 s. */
export const GREETING = join(
  import.meta.dirname,
  "../../../inference-node/recognize/fixtures/good-morning-my-friend.wav",
);

/** The path of a clip of {@link SENTENCE} in another format. */
export function clip(name: string): string {
  return join(import.meta.dirname, "clips", name);
}

/** Samples of a mono WAV of 16 kHz under a plain header. */
export function samplesOf(path: string): Int16Array {
  const bytes = readFileSync(path).subarray(HEADER_BYTES);
  return Int16Array.from({ length: bytes.length / 2 }, (_, at) => bytes.readInt16LE(at * 2));
}

/** A WAV of 16 kHz mono samples brought to another rate, on the given one of several channels, the others silent. */
export function wavAt(samples: Int16Array, sampleRate: number, channels = 1, sounding = 0): Uint8Array {
  const frames = Math.floor((samples.length * sampleRate) / SAMPLE_RATE);
  const data = new Int16Array(frames * channels);
  for (let frame = 0; frame < frames; frame += 1) {
    const position = (frame * SAMPLE_RATE) / sampleRate;
    const before = samples[Math.floor(position)] ?? 0;
    const after = samples[Math.ceil(position)] ?? before;
    data[frame * channels + sounding] = Math.round(before + (after - before) * (position % 1));
  }
  return wav({ sampleRate, channels, data });
}

/** A WAV of 16 kHz whose channels hold clips, each from a second on. */
export function channelsWav(channels: readonly (readonly { from: number; samples: Int16Array }[])[]): Uint8Array {
  const ends = channels.flat().map(({ from, samples }) => from * SAMPLE_RATE + samples.length);
  const data = new Int16Array(Math.max(...ends) * channels.length);
  channels.forEach((clips, channel) => {
    for (const { from, samples } of clips) {
      samples.forEach((sample, at) => (data[(from * SAMPLE_RATE + at) * channels.length + channel] = sample));
    }
  });
  return wav({ sampleRate: SAMPLE_RATE, channels: channels.length, data });
}

/** A WAV of silence, 16 kHz mono. */
export function silentWav(seconds: number): Uint8Array {
  return wav({ sampleRate: SAMPLE_RATE, channels: 1, data: new Int16Array(seconds * SAMPLE_RATE) });
}
