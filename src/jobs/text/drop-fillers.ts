import type { Token } from "../../contract/job.ts";
import type { RuleContext, RuleResult } from "./apply-rules.ts";
import { FILLER_PHRASES, isHesitation, isStutter } from "./filler-words.ts";
import { isSentenceEnd } from "./is-sentence-end.ts";
import { countTokens, groupWords, type HeardWord, keyOf } from "./heard-words.ts";

const CONTEXT_WORDS = 1;
const ENDS_CLAUSE = /[,;:–—-]$/;

/**
 * Leaves out fillers and immediate repetitions. Only whole tokens go, so that the times of the others stay right.
 * However the tokens are cut into calls, what is told adds up to the same.
 *
 * @returns `told`, the tokens that stay, of the first `consumed` tokens; the rest is to be given again with what follows.
 */
export function dropFillers(tokens: readonly Token[], { before, isEnd }: RuleContext): RuleResult {
  const words = groupWords(tokens);
  const known = isEnd ? words.length : words.length - 1;
  const told: Token[] = [];
  let consumed = 0;
  let previous = before;
  for (let at = 0; at < known;) {
    const match = matchPhrase(words, at, known, previous, isEnd);
    if (match === "undecided") break;
    const word = words[at];
    if (word === undefined) break;
    const isDropped = match > 0 || isHesitation(word.key, keyOf(previous)) || repeats(previous, word);
    if (!isDropped) {
      told.push(...word.tokens);
      previous = word.text;
    }
    const next = at + Math.max(1, match);
    consumed += countTokens(words.slice(at, next));
    at = next;
  }
  return { told, consumed };
}

/** How many words from `at` on are a filler phrase, 0 for none. Undecided while a word that tells has not come. */
function matchPhrase(
  words: readonly HeardWord[],
  at: number,
  known: number,
  previous: string,
  isEnd: boolean,
): number | "undecided" {
  for (const { words: phrase, meantAfter, meantBefore } of FILLER_PHRASES) {
    const end = at + phrase.length;
    const isPrefix = words.slice(at, Math.min(end, known)).every(({ key }, n) => key === phrase[n]);
    if (!isPrefix) continue;
    if (end + CONTEXT_WORDS > known && !isEnd) return "undecided";
    if (end > known) continue;
    const isSetApart = ENDS_CLAUSE.test(previous) || ENDS_CLAUSE.test(words[end - 1]?.text ?? "");
    const isMeant = meantAfter.test(keyOf(previous)) || meantBefore.test(words[end]?.key ?? "");
    if (isSetApart || !isMeant) return phrase.length;
  }
  return 0;
}

function repeats(previous: string, { key }: HeardWord): boolean {
  return key === keyOf(previous) && isStutter(key) && !isSentenceEnd(previous);
}
