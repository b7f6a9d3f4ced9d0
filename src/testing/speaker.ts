import type { AppendOutcome } from "../contract/output.ts";
import { NODE_PATHS } from "../contract/node-api.ts";
import { SYNTHESIS_RATE } from "../contract/synthesis.ts";
import { mintNode, send } from "./factories.ts";

/** A 440 Hz tone as s16le. */
export function tone(samples: number): Uint8Array<ArrayBuffer> {
  const wave = Int16Array.from(
    { length: samples },
    (_, n) => 12_000 * Math.sin((n * 440 * 2 * Math.PI) / SYNTHESIS_RATE),
  );
  return new Uint8Array(wave.buffer);
}

/** Samples of a phrase whose length does not matter: a tenth of a second. */
export const SHORT_PHRASE = SYNTHESIS_RATE / 10;

/** A node that speaks every phrase as a tone; gives the receipt. */
export async function openSpeaker() {
  const { key } = await mintNode();
  return async function speak(
    jobId: string,
    index: number,
    { samples = SHORT_PHRASE, epoch = 1, attempt = 1 } = {},
  ): Promise<AppendOutcome["outcome"]> {
    const body = tone(samples);
    const response = await send(`${NODE_PATHS.phrase(jobId, index)}?epoch=${epoch}&attempt=${attempt}`, {
      key,
      method: "PUT",
      body,
      headers: { "content-length": String(body.byteLength) },
    });
    return (await response.json<AppendOutcome>()).outcome;
  };
}

/** How the header of a frame of 64 kbit/s begins at each rate: its second byte, and its third without the padding bit. */
const MP3_HEADERS = new Map([
  [8_000, [0xe3, 0x88]],
  [11_025, [0xe3, 0x80]],
  [12_000, [0xe3, 0x84]],
  [16_000, [0xf3, 0x88]],
  [22_050, [0xf3, 0x80]],
  [24_000, [0xf3, 0x84]],
  [32_000, [0xfb, 0x58]],
  [44_100, [0xfb, 0x50]],
  [48_000, [0xfb, 0x54]],
]);

/** The lengths in bytes of the frames of an MP3 at 64 kbit/s; throws where it is not a gapless sequence. */
export function mp3Frames(mp3: Uint8Array, sampleRate = SYNTHESIS_RATE): number[] {
  const lengths: number[] = [];
  const shortest = Math.floor(((sampleRate < 32_000 ? 72 : 144) * 64_000) / sampleRate);
  for (let at = 0; at < mp3.byteLength; at += lengths.at(-1) ?? 0) {
    const [sync, kind, rates = 0, mode = 0] = mp3.subarray(at, at + 4);
    const [expectedKind, expectedRates] = MP3_HEADERS.get(sampleRate) ?? [];
    const isFrame = sync === 0xff && kind === expectedKind && (rates & 0xfd) === expectedRates && mode >> 6 === 3;
    if (!isFrame) throw new Error(`there is no Layer III frame of ${sampleRate} Hz at byte ${at}`);
    lengths.push(shortest + ((rates >> 1) & 1));
  }
  return lengths;
}
