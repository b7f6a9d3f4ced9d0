import { z } from "zod";

/** Values as clients of a pydantic server send them: numbers and booleans may be written as strings. */

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...["true", "1", "yes", "y", "on", "t"].map((word) => [word, true] as const),
  ...["false", "0", "no", "n", "off", "f"].map((word) => [word, false] as const),
]);
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i;

/** A boolean, also as the word or the number for it, in any case. */
export function lenientBoolean() {
  return z.preprocess(toBoolean, z.boolean());
}

/** A number by `schema`, also as its digits. */
export function lenientNumber<S extends z.ZodType<number, number>>(schema: S) {
  return z.preprocess(toNumber, schema);
}

function toBoolean(value: unknown): unknown {
  const isWord = typeof value === "string" || typeof value === "number";
  return isWord ? (BOOLEANS.get(String(value).toLowerCase()) ?? value) : value;
}

function toNumber(value: unknown): unknown {
  return typeof value === "string" && NUMBER.test(value) ? Number(value) : value;
}
