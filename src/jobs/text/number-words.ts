/** English number words and what they stand for. Keys are words in lower case without punctuation. */

const DIGITS = "zero one two three four five six seven eight nine".split(" ");
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const SCALES: Readonly<Record<string, number>> = { thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12 };

const ORDINAL_DIGITS = "zeroth first second third fourth fifth sixth seventh eighth ninth".split(" ");
const ORDINAL_TEENS =
  "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(" ");
const ORDINAL_TENS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split(" ");

export type NumberPart =
  | { readonly kind: "digit" | "teen" | "ten"; readonly value: number; readonly isOrdinal: boolean }
  | { readonly kind: "hundred"; readonly isOrdinal: boolean }
  | { readonly kind: "scale"; readonly value: number; readonly isOrdinal: boolean }
  /** Means something between number words only. */
  | { readonly kind: "and" | "point" | "oh" | "a" };

const PARTS: ReadonlyMap<string, NumberPart> = new Map<string, NumberPart>([
  ...rows("digit", DIGITS, 0, 1, false),
  ...rows("teen", TEENS, 10, 1, false),
  ...rows("ten", TENS, 20, 10, false),
  ...rows("digit", ORDINAL_DIGITS, 0, 1, true),
  ...rows("teen", ORDINAL_TEENS, 10, 1, true),
  ...rows("ten", ORDINAL_TENS, 20, 10, true),
  ["hundred", { kind: "hundred", isOrdinal: false }],
  ["hundredth", { kind: "hundred", isOrdinal: true }],
  ...Object.entries(SCALES).flatMap(([word, value]): [string, NumberPart][] => [
    [word, { kind: "scale", value, isOrdinal: false }],
    [`${word}th`, { kind: "scale", value, isOrdinal: true }],
  ]),
  ["and", { kind: "and" }],
  ["point", { kind: "point" }],
  ["oh", { kind: "oh" }],
  ["a", { kind: "a" }],
]);

/** What a word stands for in a number: one part, two for `twenty-five`, none for any other word. */
export function numberParts(word: string): NumberPart[] {
  const parts = word
    .toLowerCase()
    .split("-")
    .map((part) => PARTS.get(part));
  return parts.every((part) => part !== undefined) ? parts : [];
}

function rows(
  kind: "digit" | "teen" | "ten",
  words: readonly string[],
  from: number,
  step: number,
  isOrdinal: boolean,
): [string, NumberPart][] {
  return words.map((word, n) => [word, { kind, value: from + n * step, isOrdinal }]);
}
