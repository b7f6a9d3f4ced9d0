import { afterAll, test } from "vitest";
import { SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";
import { EspeakEngine } from "./espeak-engine.ts";

const TEXT = "Good morning, my friend.";
const OPTIONS = { voice: "alloy", language: "en" } as const;

const engine = new EspeakEngine();
afterAll(() => engine.close());

test("speaks from the first sound to the pause after a sentence", async ({ expect }) => {
  const speech = await engine.speak(TEXT, OPTIONS);
  expect(speech.length).toBeGreaterThan(SYNTHESIS_RATE);
  expect(speech.findIndex((sample) => Math.abs(sample) > 100)).toBeLessThanOrEqual(220);
  const lastSound = speech.findLastIndex((sample) => sample !== 0);
  expect((speech.length - lastSound) / SYNTHESIS_RATE).toBeCloseTo(0.35, 1);
});

test("makes a pause of text in which nothing can be spoken", async ({ expect }) => {
  expect(await engine.speak("", OPTIONS)).toEqual(new Int16Array(0.06 * SYNTHESIS_RATE));
});

test("speaks again after its process was killed, idle or at work", async ({ expect }) => {
  const before = await engine.speak(TEXT, OPTIONS);
  process.kill(Number(engine.pid), "SIGKILL");
  await expect.poll(() => engine.pid).toBeUndefined();
  const speaking = engine.speak(TEXT, OPTIONS);
  setTimeout(() => process.kill(Number(engine.pid), "SIGKILL"), 20);
  await expect(speaking).rejects.toMatchObject({ code: "engine_failed", detail: "speech synthesis failed" });
  expect(await engine.speak(TEXT, OPTIONS)).toEqual(before);
});

test("stops at once when aborted, its process with it, and leaves waiting calls alone", async ({
  expect,
  onTestFinished,
}) => {
  const other = new EspeakEngine();
  onTestFinished(() => other.close());
  const abort = new AbortController();
  const stopped = other.speak(TEXT, { ...OPTIONS, signal: abort.signal });
  const next = other.speak(TEXT, OPTIONS);
  setTimeout(() => abort.abort(new Error("the node drains")), 20);
  await expect(stopped).rejects.toThrow("the node drains");
  expect((await next).length).toBeGreaterThan(SYNTHESIS_RATE);
});

test("kills a process that does not answer in time", async ({ expect, onTestFinished }) => {
  const hasty = new EspeakEngine({ limitMs: 1 });
  onTestFinished(() => hasty.close());
  await expect(hasty.speak(TEXT, OPTIONS)).rejects.toMatchObject({ code: "engine_failed" });
  expect(hasty.pid).toBeUndefined();
});

test("refuses work after it was closed", async ({ expect }) => {
  const closed = new EspeakEngine();
  closed.warm();
  await closed.close();
  expect(closed.pid).toBeUndefined();
  await expect(closed.speak(TEXT, OPTIONS)).rejects.toMatchObject({ code: "engine_failed" });
});

test("speaks louder, faster and with shorter pauses as the prosody says", async ({ expect }) => {
  const own = await engine.speak(TEXT, OPTIONS);
  const quiet = await engine.speak(TEXT, { ...OPTIONS, prosody: { pitch: 0, tempo: 1, gain: -6 } });
  expect(quiet).toEqual(own.map((sample) => Math.round(sample * 10 ** (-6 / 20))));
  const fast = await engine.speak(TEXT, { ...OPTIONS, prosody: { pitch: 0, tempo: 2, gain: 0 } });
  expect(fast.length / own.length).toBeCloseTo(0.5, 2);
});
