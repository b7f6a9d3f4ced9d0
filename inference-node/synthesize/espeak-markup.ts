import { STRESS_MARK } from "./clean-text.ts";
import { moveStress } from "./move-stress.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const MARKED_WORD = /\p{Script=Cyrillic}+\u0301[\p{Script=Cyrillic}\u0301]*/gu;

/**
 * What eSpeak has to be given to speak clean text as it stands: SSML's own characters escaped, `[[` parted, which would
 * begin phonemes, and words whose stress mark contradicts eSpeak as phonemes, since its Russian ignores the mark.
 *
 * @param phonemesOf What eSpeak makes of one word.
 */
export function espeakMarkup(text: string, phonemesOf: (word: string) => string): string {
  return text
    .replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? "")
    .replaceAll(/\[(?=\[)/g, "[ ")
    .replaceAll(MARKED_WORD, (marked) => {
      const plain = marked.replaceAll(STRESS_MARK, "");
      const moved = moveStress(marked.toLowerCase(), phonemesOf(plain.toLowerCase()));
      return moved === undefined ? plain : `[[${moved}]]`;
    });
}
