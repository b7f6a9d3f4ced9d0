import { z } from "zod";

/** A string that is safe to store, log and put into a header: well-formed Unicode without control characters. */
export function plainText(maxLength: number) {
  return z
    .string()
    .min(1)
    .max(maxLength)
    .refine(isPlain, { error: "must be well-formed text without control characters" });
}

function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}
