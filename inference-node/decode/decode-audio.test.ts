import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, test, vi } from "vitest";
import { faultCode, SpeechFault } from "../../src/contract/faults.ts";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import type { AudioBytes } from "./audio-bytes.ts";
import { decodeAudio } from "./decode-audio.ts";
import { DecoderPool } from "./decoder-pool.ts";
import { SAMPLES_WINDOW } from "./decoder-protocol.ts";
import { lengthOf } from "./pcm-block.ts";
import { amplitudeAt, bytesInMemory, channelOf, collect, toneWav } from "../testing/test-audio.ts";

const TEN_MINUTES = 600 * SAMPLE_RATE;
const decoders = new DecoderPool();
beforeAll(() => decoders.warm());
afterAll(() => decoders.close());

async function decode(source: AudioBytes, maxDurationSamples = TEN_MINUTES): Promise<Int16Array> {
  const { signal } = new AbortController();
  return channelOf(await collect(decodeAudio(source, { decoders, maxDurationSamples, signal })));
}

test("decodes a recording in the decoder process to exactly its samples", async ({ expect }) => {
  const bytes = toneWav({ sampleRate: SAMPLE_RATE, seconds: 33.3 });
  const samples = await decode(bytesInMemory(bytes));
  expect(samples).toEqual(new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer));
});

test("gives every channel its own samples and tells what the file is made of", async ({ expect }) => {
  const source = bytesInMemory(toneWav({ sampleRate: 44_100, seconds: 3.3, channels: 3, only: 2 }));
  const { signal } = new AbortController();
  const blocks = await collect(decodeAudio(source, { decoders, maxDurationSamples: TEN_MINUTES, signal }));
  expect(blocks.map(({ planes }) => planes.map((plane) => plane.length / SAMPLE_RATE))).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 1],
    [0.3, 0.3, 0.3],
  ]);
  for (const { media } of blocks) expect(media).toEqual({ channels: 3, sampleRate: 44_100 });
  expect([0, 1, 2].map((channel) => Math.round(amplitudeAt(440, channelOf(blocks, channel)) * 100))).toEqual([
    0, 0, 50,
  ]);
});

test("answers the decoder's refusal as a fault", async ({ expect }) => {
  const decoding = decode(bytesInMemory(Buffer.from("<!doctype html>")));
  await expect(decoding).rejects.toMatchObject({
    code: "audio_unreadable",
    detail: "the file is a web page or XML, not audio",
  });
});

describe("the decoder process", () => {
  /** Long enough that decoding pauses at the full window: one minute. */
  const minute = toneWav({ sampleRate: SAMPLE_RATE, seconds: 60 });

  /** A pool that tells of the process it lent last, and how many batches of samples came from it. */
  class WatchedPool extends DecoderPool {
    pid = 0;
    batches = 0;

    override acquire() {
      const decoder = super.acquire();
      this.pid = decoder.pid ?? 0;
      decoder.on("message", (message) => {
        if (typeof message === "object" && "planes" in message) this.batches += 1;
      });
      return decoder;
    }
  }

  afterEach(() => void vi.useRealTimers());

  function isAlive(pid: number): boolean {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  }

  test("is given up when killed in the middle, and the next recording decodes", async ({ expect }) => {
    const pool = new WatchedPool();
    const options = { decoders: pool, maxDurationSamples: TEN_MINUTES, signal: new AbortController().signal };
    const blocks = decodeAudio(bytesInMemory(minute), options);
    await blocks.next();
    process.kill(pool.pid, "SIGKILL");
    await expect(collect(blocks)).rejects.toMatchObject({ code: "decoder_crashed" });
    const again = decodeAudio(bytesInMemory(minute), options);
    expect((await again.next()).value?.planes[0]?.length).toBe(SAMPLE_RATE);
    await again.return(undefined);
    pool.close();
  });

  test("is given up when it makes no progress", async ({ expect }) => {
    const pool = new WatchedPool();
    const { signal } = new AbortController();
    const options = { decoders: pool, maxDurationSamples: TEN_MINUTES, signal, stallTimeoutMs: 200 };
    const first = decodeAudio(bytesInMemory(minute), options).next();
    process.kill(pool.pid, "SIGSTOP");
    await expect(first).rejects.toMatchObject({ code: "decoder_crashed" });
    pool.close();
  });

  test("is not blamed while the storage or the consumer takes its time", async ({ expect }) => {
    vi.useFakeTimers({ toFake: ["setInterval"] });
    const pool = new WatchedPool();
    const source = bytesInMemory(minute);
    const slow: AudioBytes = {
      sizeBytes: source.sizeBytes,
      read(offset, length, reading) {
        vi.advanceTimersByTime(600_000);
        return source.read(offset, length, reading);
      },
    };
    const { signal } = new AbortController();
    let total = 0;
    for await (const block of decodeAudio(slow, { decoders: pool, maxDurationSamples: TEN_MINUTES, signal })) {
      if (total === 0) {
        await expect.poll(() => pool.batches, { timeout: 5000 }).toBe(SAMPLES_WINDOW);
        vi.advanceTimersByTime(600_000);
      }
      total += lengthOf(block.planes);
    }
    expect(total).toBe(60 * SAMPLE_RATE);
    pool.close();
  });

  test("is killed at once by an abort", async ({ expect }) => {
    const pool = new WatchedPool();
    const abort = new AbortController();
    const options = { decoders: pool, maxDurationSamples: TEN_MINUTES, signal: abort.signal };
    const blocks = decodeAudio(bytesInMemory(minute), options);
    await blocks.next();
    const { pid } = pool;
    abort.abort(new Error("enough"));
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect(blocks.next()).rejects.toThrow("enough");
    pool.close();
  });

  test("passes on why the bytes could not be read", async ({ expect }) => {
    const gone: AudioBytes = {
      sizeBytes: 1000,
      read: () => Promise.reject(new SpeechFault("audio_missing")),
    };
    const error: unknown = await decode(gone).catch((reason: unknown) => reason);
    expect(faultCode(error)).toBe("audio_missing");
  });

  test("sees nothing of the node's environment", async ({ expect }) => {
    const pool = new WatchedPool();
    pool.acquire();
    expect(readFileSync(`/proc/${pool.pid}/environ`, "latin1")).not.toContain("PATH=");
    pool.close();
  });
});
