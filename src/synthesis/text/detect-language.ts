import type { SpokenLanguage } from "../../contract/synthesis.ts";

const CYRILLIC = /\p{Script=Cyrillic}/gu;
const LATIN = /\p{Script=Latin}/gu;

/** The language that most letters of a text belong to by their script; undefined when it has none of either. */
export function detectLanguage(text: string): SpokenLanguage | undefined {
  const cyrillic = text.match(CYRILLIC)?.length ?? 0;
  const latin = text.match(LATIN)?.length ?? 0;
  if (cyrillic === 0 && latin === 0) return undefined;
  return cyrillic >= latin ? "ru" : "en";
}
