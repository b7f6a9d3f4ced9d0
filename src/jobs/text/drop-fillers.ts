import type { Token } from "../../contract/job.ts";
import type { RuleContext, RuleResult } from "./apply-rules.ts";
import { FILLER_PHRASES, isHesitation, isStutter } from "./filler-words.ts";
import { isSentenceEnd } from "./is-sentence-end.ts";
import { type HeardWord, keyOf } from "./heard-words.ts";
import { type Position, rewriteWords } from "./rewrite-words.ts";

const CONTEXT_WORDS = 1;
const ENDS_CLAUSE = /[,;:–—-]$/;

/**
 * Leaves out fillers and immediate repetitions. Only whole tokens go, so that the times of the others stay right.
 * However the tokens are cut into calls, what is told adds up to the same.
 *
 * @returns `told`, the tokens that stay, of the first `consumed` tokens; the rest is to be given again with what follows.
 */
export function dropFillers(tokens: readonly Token[], context: RuleContext): RuleResult {
  return rewriteWords(tokens, context, (position) => {
    const match = matchPhrase(position);
    if (match === "undecided") return match;
    const word = position.words[position.at];
    const { previous } = position;
    const stays =
      match === 0 && word !== undefined && !isHesitation(word.key, keyOf(previous)) && !repeats(previous, word);
    return { words: Math.max(1, match), told: stays ? word.tokens : [] };
  });
}

/** How many words from `at` on are a filler phrase, 0 for none. Undecided while a word that tells has not come. */
function matchPhrase({ words, at, known, previous, isEnd }: Position): number | "undecided" {
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
