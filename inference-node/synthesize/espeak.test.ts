import { beforeAll, test } from "vitest";
import { SYNTHESIS_RATE, VOICES } from "../../src/contract/synthesis.ts";
import { medianPitch } from "../testing/median-pitch.ts";
import { Espeak } from "./espeak.ts";

const ENGLISH = "Nice weather today.";
const RUSSIAN = "Хорошая погода.";

let espeak: Espeak;
beforeAll(async () => {
  espeak = await Espeak.open(20 * SYNTHESIS_RATE);
});

function english(text: string): Int16Array {
  return espeak.speak(text, "alloy", "en");
}

function russian(text: string): Int16Array {
  return espeak.speak(text, "alloy", "ru");
}

function seconds(samples: Int16Array): number {
  return samples.length / SYNTHESIS_RATE;
}

test("speaks English and Russian at the pace of people", ({ expect }) => {
  for (const speech of [english(ENGLISH), russian(RUSSIAN)]) {
    const power = speech.reduce((sum, sample) => sum + sample ** 2, 0) / speech.length;
    expect(Math.sqrt(power)).toBeGreaterThan(1000);
    expect(seconds(speech)).toBeGreaterThan(0.8);
    expect(seconds(speech)).toBeLessThan(2.5);
  }
});

test("gives the same samples for the same text, whatever was said between", ({ expect }) => {
  const first = russian(RUSSIAN);
  espeak.speak("за\u0301мок", "nova", "ru");
  espeak.speak(ENGLISH, "fable", "en");
  expect(russian(RUSSIAN)).toEqual(first);
});

test.for([
  ["en", ENGLISH],
  ["ru", RUSSIAN],
] as const)("has seven voices of clearly different pitch in %s", ([language, text], { expect }) => {
  const pitches = VOICES.map((voice) => medianPitch(espeak.speak(text, voice, language))).toSorted((a, b) => a - b);
  const ratios = pitches.slice(1).map((pitch, index) => pitch / (pitches[index] ?? 1));
  expect(Math.min(...ratios), pitches.map(Math.round).join()).toBeGreaterThan(1.07);
});

test("gives fable a British accent", ({ expect }) => {
  const asRussianVoice = espeak.speak("bath", "fable", "ru");
  expect(espeak.speak("bath", "fable", "en")).not.toEqual(asRussianVoice);
});

test("honours stress marks in Russian", ({ expect }) => {
  expect(russian("замо\u0301к")).toEqual(russian("замок"));
  expect(russian("за\u0301мок")).not.toEqual(russian("замок"));
  expect(russian("мука\u0301")).not.toEqual(russian("му\u0301ка"));
});

test("says nothing of marks and characters that mean nothing", ({ expect }) => {
  expect(english("h\u0336ello\u0000 \u0301 w\u00adorld\n")).toEqual(english("hello world"));
});

test("reads markup aloud instead of obeying it", ({ expect }) => {
  expect(seconds(english("a <break time='30s'/> b"))).toBeLessThan(10);
});

test.for([
  ["nothing", ""],
  ["dots", "..."],
  ["lone surrogates", "\ud800x\udfff"],
  ["emoji", "😀👩🏽‍🔬🏳️‍🌈"],
  ["other scripts", "你好，世界 مرحبا नमस्ते"],
  ["control characters and formats", "\u0001\u001b[31m%s%n"],
  ["a tower of marks", `a${"\u0301\u0489".repeat(200)}`],
  ["a word without end", "x".repeat(1000)],
  ["broken markup", "[[[[&amp;<>]]]] ||||"],
  ["characters that are none", "\ue000\uffff\u{10ffff}"],
] as const)("survives %s", ([, text], { expect }) => {
  expect(english(text)).toBeInstanceOf(Int16Array);
  expect(russian(text)).toBeInstanceOf(Int16Array);
});

test("refuses speech that takes too long, and texts that do not fit, and speaks on", ({ expect }) => {
  const before = english(ENGLISH);
  expect(() => russian(`${RUSSIAN} `.repeat(30))).toThrow("the speech is too long");
  expect(() => english("&".repeat(60_000))).toThrow("the text is too long");
  expect(english(ENGLISH)).toEqual(before);
});
