import type { Token } from "../../contract/job.ts";
import type { RuleContext, RuleResult } from "./apply-rules.ts";
import { countTokens, groupWords, type HeardWord } from "./heard-words.ts";

/** Where a rule stands. */
export interface Position {
  readonly words: readonly HeardWord[];
  readonly at: number;
  /** Words before this one are whole; the last word heard may still go on. */
  readonly known: number;
  /** The word told last. */
  readonly previous: string;
  readonly isEnd: boolean;
}

/** What becomes of the next `words` words, at least one; undecided while what tells has not come. */
export type Step = { readonly words: number; readonly told: readonly Token[] } | "undecided";

/** Rewrites tokens word by word, as far as `step` can decide. */
export function rewriteWords(
  tokens: readonly Token[],
  { before, isEnd }: RuleContext,
  step: (position: Position) => Step,
): RuleResult {
  const words = groupWords(tokens);
  const known = isEnd ? words.length : words.length - 1;
  const told: Token[] = [];
  let consumed = 0;
  let previous = before;
  for (let at = 0; at < known;) {
    const next = step({ words, at, known, previous, isEnd });
    if (next === "undecided") break;
    told.push(...next.told);
    previous = groupWords(next.told).at(-1)?.text ?? previous;
    consumed += countTokens(words.slice(at, at + next.words));
    at += next.words;
  }
  return { told, consumed };
}
