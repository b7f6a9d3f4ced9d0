import { beforeAll, describe, test } from "vitest";
import { SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";
import { medianPitch } from "../testing/median-pitch.ts";
import { amplify } from "./amplify.ts";
import { Espeak } from "./espeak.ts";
import { speedUp } from "./speed-up.ts";
import { stretch } from "./stretch.ts";
import { trimSilence } from "./trim-silence.ts";

const TEXT = "Nice weather today, and the birds are singing in the trees again.";
const NEUTRAL = { pitch: 0, tempo: 1, gain: 0 };

let espeak: Espeak;
beforeAll(async () => {
  espeak = await Espeak.open(60 * SYNTHESIS_RATE);
});

function tone(hertz: number, seconds = 1): Int16Array {
  const angle = (2 * Math.PI * hertz) / SYNTHESIS_RATE;
  return Int16Array.from({ length: seconds * SYNTHESIS_RATE }, (_, n) => 10_000 * Math.sin(n * angle));
}

function semitones(from: Int16Array, to: Int16Array): number {
  return 12 * Math.log2(medianPitch(to) / medianPitch(from));
}

function level(samples: Int16Array): number {
  return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
}

test("a neutral prosody changes nothing", ({ expect }) => {
  expect(espeak.speak(TEXT, "echo", "en", NEUTRAL)).toEqual(espeak.speak(TEXT, "echo", "en"));
});

describe("the pitch", () => {
  test.for(["alloy", "ash", "echo"] as const)(
    "of %s follows the semitones that are asked for, at the same pace",
    (voice, { expect }) => {
      const own = espeak.speak(TEXT, voice, "en");
      for (const pitch of [-6, 4, 10]) {
        const other = espeak.speak(TEXT, voice, "en", { ...NEUTRAL, pitch });
        expect(Math.abs(semitones(own, other) - pitch), `${pitch} semitones`).toBeLessThan(2);
        expect(other.length / own.length, `${pitch} semitones`).toBeCloseTo(1, 1);
      }
    },
  );
});

describe("the length", () => {
  test.for([
    [0.25, TEXT, "en"],
    [0.5, TEXT, "en"],
    [2, TEXT, "en"],
    [2, "Хорошая сегодня погода, и птицы поют.", "ru"],
    [4, TEXT, "en"],
  ] as const)("follows a tempo of %f, at the same pitch: %s", ([tempo, text, language], { expect }) => {
    const own = espeak.speak(text, "alloy", language);
    const other = espeak.speak(text, "alloy", language, { ...NEUTRAL, tempo });
    const ratio = trimSilence(own).length / trimSilence(other).length;
    expect(ratio / tempo).toBeGreaterThan(0.97);
    expect(ratio / tempo).toBeLessThan(1.03);
    expect(Math.abs(semitones(own, other))).toBeLessThan(2);
  });
});

describe("a tone", () => {
  test.for([0.5, 0.9, 1.3, 2])("stretched by %f keeps its pitch and its loudness", (times, { expect }) => {
    const own = tone(150);
    const stretched = stretch(own, times);
    expect(stretched).toHaveLength(Math.round(own.length * times));
    expect(Math.abs(semitones(own, stretched))).toBeLessThan(0.2);
    expect(level(stretched.subarray(2_000, -2_000))).toBeCloseTo(level(own), 0);
  });

  test.for([0.8, 1.25])("sped up %f times is as many times higher and shorter", (times, { expect }) => {
    const own = tone(150);
    const faster = speedUp(own, times);
    expect(faster).toHaveLength(Math.round(own.length / times));
    expect(semitones(own, faster)).toBeCloseTo(12 * Math.log2(times), 0);
  });

  test("is louder by the decibels asked for, and never clipped", ({ expect }) => {
    const own = tone(150);
    for (const decibels of [-20, -6, 6]) expect(level(amplify(own, decibels)) - level(own)).toBeCloseTo(decibels, 1);
    const loudest = amplify(own, 12);
    expect(Math.max(...loudest)).toBe(32_767);
    expect(level(loudest) - level(own)).toBeCloseTo(20 * Math.log10(3.2767), 1);
    const full = Int16Array.of(-32_768, 5);
    expect(amplify(full, 12)).toEqual(full);
  });

  test("that is empty stays so", ({ expect }) => {
    const nothing = new Int16Array();
    expect([stretch(nothing, 2), speedUp(nothing, 2), amplify(nothing, 6)]).toEqual([nothing, nothing, nothing]);
  });
});
