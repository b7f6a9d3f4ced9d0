import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, test } from "vitest";
import { SpeechFault } from "../../src/contract/faults.ts";
import type { Token } from "../../src/contract/job.ts";
import { readWav } from "../models/embedded/read-wav.ts";
import { type CtcModel, loadFolder } from "../models/load-model.ts";
import { EMBEDDED_FOLDER } from "../models/registry.ts";
import { type EngineSettings, type ForkEngine, defaultRunLimitMs, openEngine } from "./fork-engine.ts";

const OPTIONS = { language: "auto", promptPreset: "default" } as const;

let speech: Int16Array;
let engine: ForkEngine;
let model: CtcModel;

function settings(changes: Partial<EngineSettings> = {}): EngineSettings {
  return { model, device: "cpu", processes: 1, threads: 1, environment: {}, ...changes };
}

async function wordsOf(samples: Int16Array, from = engine): Promise<Token[]> {
  const heard: Token[] = [];
  await from.recognize(samples, OPTIONS, (tokens) => void heard.push(...tokens));
  return heard;
}

function noise(samples: number, amplitude: number): Int16Array {
  let state = 1;
  return Int16Array.from({ length: samples }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.round((state / 1_073_741_823.5 - 1) * amplitude);
  });
}

beforeAll(async () => {
  speech = await readWav(fileURLToPath(new URL("fixtures/good-morning-my-friend.wav", import.meta.url)));
  model = await loadFolder(EMBEDDED_FOLDER);
  engine = await openEngine(settings());
});
afterAll(() => engine.close());

test("hears words in speech, placed inside the recording, and tells the language and the time it took", async ({
  expect,
}) => {
  const heard: Token[] = [];
  const recognition = await engine.recognize(speech, OPTIONS, (tokens) => void heard.push(...tokens));
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.at(-1)?.endSample).toBeLessThanOrEqual(speech.length);
  expect(recognition).toEqual({ language: "en", computeMs: expect.any(Number) });
});

test("hears nothing in silence and names no language", async ({ expect }) => {
  const told: Token[][] = [];
  const recognition = await engine.recognize(new Int16Array(32_000), OPTIONS, (tokens) => void told.push(tokens));
  expect(told).toEqual([]);
  expect(recognition.language).toBeNull();
});

test("accepts chunks shorter than one window, and empty ones", async ({ expect }) => {
  expect(await wordsOf(noise(100, 3_000))).toEqual([]);
  expect(await wordsOf(new Int16Array(0))).toEqual([]);
});

test("passes on what the receiver of tokens throws", async ({ expect }) => {
  const refused = engine.recognize(speech, OPTIONS, () => Promise.reject(new Error("receiver is full")));
  await expect(refused).rejects.toThrow("receiver is full");
});

test("serves calls that come together one after the other", async ({ expect }) => {
  const [first, second] = await Promise.all([wordsOf(speech), wordsOf(speech)]);
  expect(first.length).toBeGreaterThan(0);
  expect(second).toEqual(first);
});

test("starts another process when calls come together and it may", async ({ expect }) => {
  const wide = await openEngine(settings({ processes: 2 }));
  expect(wide.pids).toHaveLength(1);
  await Promise.all([wordsOf(speech, wide), wordsOf(speech, wide), wordsOf(speech, wide)]);
  expect(wide.pids).toHaveLength(2);
  await wide.close();
  expect(wide.pids).toEqual([]);
});

test("stops at once when aborted in the middle of a run, and works again", async ({ expect }) => {
  const before = engine.pids;
  const abort = new AbortController();
  const running = engine.recognize(noise(60 * 16_000, 8_000), { ...OPTIONS, signal: abort.signal }, () => {});
  setTimeout(() => abort.abort(new Error("job cancelled")), 30);
  await expect(running).rejects.toThrow("job cancelled");
  expect(engine.pids).toEqual([]);
  expect((await wordsOf(speech)).length).toBeGreaterThan(0);
  expect(engine.pids).not.toEqual(before);
});

test("rejects a waiting call that is aborted without disturbing the one at work", async ({ expect }) => {
  const running = wordsOf(speech);
  const waiting = engine.recognize(
    speech,
    { ...OPTIONS, signal: AbortSignal.abort(new Error("not wanted")) },
    () => {},
  );
  await expect(waiting).rejects.toThrow("not wanted");
  expect((await running).length).toBeGreaterThan(0);
});

test("fails as engine_failed when its process is killed, and works again", async ({ expect }) => {
  const running = engine.recognize(noise(60 * 16_000, 8_000), OPTIONS, () => {});
  const [pid] = engine.pids;
  expect(pid).toBeTypeOf("number");
  setTimeout(() => process.kill(Number(pid), "SIGKILL"), 30);
  await expect(running).rejects.toMatchObject({ code: "engine_failed", detail: "recognition failed" });
  expect((await wordsOf(speech)).length).toBeGreaterThan(0);
});

test("replaces a process that was killed while idle", async ({ expect }) => {
  process.kill(Number(engine.pids[0]), "SIGKILL");
  await expect.poll(() => engine.pids).toEqual([]);
  expect((await wordsOf(speech)).length).toBeGreaterThan(0);
});

test("kills a run that takes too long, fails as engine_failed, and works again", async ({ expect }) => {
  const hasty = await openEngine(settings({ runLimitMs: (samples) => (samples > 100_000 ? 1 : 10_000) }));
  await expect(wordsOf(noise(320_000, 8_000), hasty)).rejects.toMatchObject({ code: "engine_failed" });
  expect((await wordsOf(speech, hasty)).length).toBeGreaterThan(0);
  await hasty.close();
});

test("allows a run ten times the length of its audio, and never less than 30 s", ({ expect }) => {
  expect(defaultRunLimitMs(1_600)).toBe(30_000);
  expect(defaultRunLimitMs(28 * 16_000)).toBe(280_000);
});

test("refuses to open on a network that cannot be loaded", async ({ expect }) => {
  const broken = { ...model, networkPath: fileURLToPath(import.meta.url) };
  await expect(openEngine(settings({ model: broken }))).rejects.toBeInstanceOf(SpeechFault);
});

test("refuses work after it was closed", async ({ expect }) => {
  const closed = await openEngine(settings());
  await closed.close();
  expect(closed.pids).toEqual([]);
  await expect(wordsOf(speech, closed)).rejects.toMatchObject({ code: "engine_failed" });
});
