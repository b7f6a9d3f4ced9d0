import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { type ForkEngine, openEngine } from "../../recognize/fork-engine.ts";
import { decodeAudio } from "../../decode/decode-audio.ts";
import { DecoderPool } from "../../decode/decoder-pool.ts";
import { bytesInMemory, channelOf, collect } from "../../testing/test-audio.ts";
import { loadFolder } from "../load-model.ts";
import { EMBEDDED_FOLDER } from "../registry.ts";
import { type WordErrors, addErrors, normaliseText, wordErrors } from "./word-errors.ts";

const CLIPS = join(EMBEDDED_FOLDER, "clips");
const decoders = new DecoderPool();
let engine: ForkEngine;

beforeAll(async () => {
  const model = await loadFolder(EMBEDDED_FOLDER);
  engine = await openEngine({ model, device: "cpu", processes: 1, threads: 1, environment: {} });
}, 20_000);
afterAll(async () => {
  decoders.close();
  await engine.close();
});

async function transcribe(clip: string): Promise<string> {
  const { signal } = new AbortController();
  const source = bytesInMemory(await readFile(join(CLIPS, clip)));
  const samples = channelOf(
    await collect(decodeAudio(source, { decoders, maxDurationSamples: 60 * SAMPLE_RATE, signal })),
  );
  let text = "";
  await engine.recognize(samples, { language: "en", promptPreset: "default" }, (tokens) => {
    text += tokens.map((token) => token.text).join("");
  });
  return text;
}

test("understands everyday sentences by all six voices, one word in ten wrong at most", async ({ expect }) => {
  const sentences = (await readFile(join(EMBEDDED_FOLDER, "everyday-sentences.txt"), "utf8")).split("\n");
  let all: WordErrors | undefined;
  for (const clip of await readdir(CLIPS)) {
    const said = sentences[Number(/-(\d{3})\.ogg$/.exec(clip)?.[1])] ?? "";
    all = addErrors(all, wordErrors(normaliseText(said), normaliseText(await transcribe(clip))));
  }
  expect(all?.words).toBe(60);
  expect(all?.errors).toBeLessThanOrEqual(6);
}, 20_000);
