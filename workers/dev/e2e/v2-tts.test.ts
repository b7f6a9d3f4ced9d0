import { afterAll, beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { decodeAudio } from "../../../inference-node/decode/decode-audio.ts";
import { DecoderPool } from "../../../inference-node/decode/decoder-pool.ts";
import { bytesInMemory, channelOf, collect } from "../../../inference-node/testing/test-audio.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { type Account, openAccount } from "./open-account.ts";
import { send } from "./send.ts";

const TEXT = "Good morning, my friend. How are you?";

const Job = z.object({
  job_id: z.uuid(),
  status: z.literal("complete"),
  result: z.object({
    data: z.base64().optional(),
    path: z.url().optional(),
    format: z.string(),
    duration: z.number(),
    samplerate: z.int(),
  }),
});

const decoders = new DecoderPool();
let account: Account;
beforeAll(async () => {
  account = await openAccount();
});
afterAll(() => decoders.close());

async function speak(config: object, request: object = { text: TEXT }, query = "") {
  const headers = { "x-api-key": account.apiKey };
  const json = { config: { model: "tts-alloy-general", wait: true, ...config }, request };
  const { body } = await send(`/v2/speech/tts${query}`, { headers, json });
  const { job_id, result } = Job.parse(body);
  return { job_id, ...result, bytes: Buffer.from(result.data ?? "", "base64") };
}

/** Seconds that a decoder hears. */
async function secondsOf(bytes: Uint8Array): Promise<number> {
  const signal = AbortSignal.timeout(30_000);
  const options = { decoders, maxDurationSamples: 600 * SAMPLE_RATE, signal };
  const samples = channelOf(await collect(decodeAudio(bytesInMemory(bytes), options)));
  return samples.length / SAMPLE_RATE;
}

describe("a text on v2", () => {
  test("is as long in every format, and as long as it says", async ({ expect }) => {
    const lengths: number[] = [];
    for (const config of [
      { audio_format: "opus" },
      { audio_format: "mp3" },
      { audio_format: "mp3", sample_rate: 48_000 },
      { audio_format: "wav" },
      { audio_format: "wav", sample_rate: 16_000 },
    ]) {
      const { bytes, duration, format } = await speak(config);
      expect(format).toBe(config.audio_format);
      const seconds = await secondsOf(bytes);
      expect(Math.abs(seconds - duration), JSON.stringify(config)).toBeLessThan(0.05);
      lengths.push(seconds);
    }
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(0.05);
    expect(Math.min(...lengths)).toBeGreaterThan(1.5);
  });

  test("takes half the time at twice the tempo", async ({ expect }) => {
    const [own, fast] = [await speak({}), await speak({ tempo: 2 })];
    expect(fast.duration / own.duration).toBeCloseTo(0.5, 1.5);
  });

  test("as SSML is longer by its breaks", async ({ expect }) => {
    const say = (inside: string) => speak({}, { ssml: `<speak>Good morning.${inside} My friend.</speak>` });
    const [plain, broken] = [await say(""), await say('<break time="1500ms"/>')];
    expect(broken.duration - plain.duration).toBeCloseTo(1.5, 2);
    expect(Math.abs((await secondsOf(broken.bytes)) - broken.duration)).toBeLessThan(0.05);
  });

  test("is the same by a signed URL, whose answer says what it is", async ({ expect }) => {
    const { job_id, path, data } = await speak({ audio_format: "wav" }, { text: TEXT }, "?as_signed_url=true");
    expect(data).toBeUndefined();
    const response = await fetch(path ?? "");
    expect(response.headers.get("content-type")).toBe("audio/wav");
    const { body } = await send(`/v2/speech/tts/${job_id}`, { headers: { "x-api-key": account.apiKey } });
    const inline = Buffer.from(Job.parse(body).result.data ?? "", "base64");
    expect(inline.equals(await response.bytes())).toBe(true);
  });
});
