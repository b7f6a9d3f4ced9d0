import { test } from "vitest";
import { dropSteadyWords } from "./drop-steady-words.ts";
import { soundLevelsDb } from "./sound-levels.ts";

const SECONDS = 4;
const WORDS = [0, 1, 2, 3].map((second) => ({
  text: ` word${second}`,
  startSample: second * 16_000 + 4_000,
  endSample: second * 16_000 + 9_000,
}));

/** Levels of a sound given as sample values over time. */
function sound(wave: (second: number) => number): Float64Array {
  return soundLevelsDb(Int16Array.from({ length: SECONDS * 16_000 }, (_, i) => Math.round(wave(i / 16_000))));
}

/** Evenly spread pseudo-random values in [-1, 1). */
function whiteNoise(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 1_073_741_823.5 - 1;
  };
}

const tone = (hz: number, second: number) => Math.sin(2 * Math.PI * hz * second);

test("leaves out words found in white noise of any level", ({ expect }) => {
  for (const amplitude of [100, 1_000, 20_000]) {
    const noise = whiteNoise();
    expect(
      dropSteadyWords(
        WORDS,
        sound(() => amplitude * noise()),
      ),
    ).toEqual([]);
  }
});

test("leaves out words found in mains hum, a tone and silence", ({ expect }) => {
  const noise = whiteNoise();
  const hum = sound((t) => 4_000 * tone(50, t) + 1_000 * tone(150, t) + 20 * noise());
  expect(dropSteadyWords(WORDS, hum)).toEqual([]);
  expect(
    dropSteadyWords(
      WORDS,
      sound((t) => 8_000 * tone(1_000, t)),
    ),
  ).toEqual([]);
  expect(
    dropSteadyWords(
      WORDS,
      sound(() => 0),
    ),
  ).toEqual([]);
});

test("keeps words where the level swings as syllables do", ({ expect }) => {
  const noise = whiteNoise();
  const syllables = sound((t) => (1 + tone(4, t)) * 3_000 * noise());
  expect(dropSteadyWords(WORDS, syllables)).toEqual(WORDS);
});

test("judges each word by its own surroundings", ({ expect }) => {
  const noise = whiteNoise();
  const speechThenNoise = sound((t) => (t < 0.7 ? 1 + tone(4, t) : 1) * 3_000 * noise());
  expect(dropSteadyWords(WORDS, speechThenNoise).map((token) => token.text)).toEqual([" word0"]);
});
