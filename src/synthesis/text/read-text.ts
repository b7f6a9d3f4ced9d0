import { NEUTRAL } from "./combine-prosody.ts";
import { parseSsml, type SsmlPart } from "./parse-ssml.ts";

export interface SpeakableText {
  readonly parts: readonly SsmlPart[];
  /** Code points of what is said, without the markup around it. */
  readonly characters: number;
}

/** What a text or an SSML document says. Plain text is never taken for SSML. Fault: `ssml_invalid`. */
export function readText(text: string, isSsml: boolean): SpeakableText {
  const parts = isSsml ? parseSsml(text) : [{ text, prosody: NEUTRAL }];
  const characters = parts.reduce((sum, part) => sum + ("text" in part ? countCharacters(part.text) : 0), 0);
  return { parts, characters };
}

/** Code points of a text, as people count characters: an emoji outside the basic plane is one, a stress mark too. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
