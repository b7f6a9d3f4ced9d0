import type { Token } from "../../contract/job.ts";
import type { RuleContext, RuleResult } from "./apply-rules.ts";
import { bareWord, type HeardWord } from "./heard-words.ts";
import { numberParts } from "./number-words.ts";
import { type ReadNumber, readNumber } from "./read-number.ts";
import { rewriteWords } from "./rewrite-words.ts";

const BREAKS_NUMBER = /[^\p{L}\p{N}]$/u;

/**
 * Writes English numbers as digits: `twenty five` becomes `25`, `the twenty first` `the 21st`, `three point one` `3.1`,
 * `nineteen eighty four` `1984`. A lone `one` and small ordinals stay words, as in `one of them` and `at first`. A number
 * has the time from its first word to its last.
 */
export function writeNumerals(tokens: readonly Token[], context: RuleContext): RuleResult {
  return rewriteWords(tokens, context, ({ words, at, known, previous, isEnd }) => {
    const run = numberRun(words, at, known);
    if (!isEnd && at + run.length === known && run.length > 0) return "undecided";
    const number = readRun(run);
    const next = at + Math.max(1, number?.words ?? 0);
    const own = words.slice(at, next);
    const isWritten = number !== undefined && !staysWord(number, previous, words[next]);
    return { words: own.length, told: isWritten ? [join(own, number.digits)] : own.flatMap((word) => word.tokens) };
  });
}

/** Words from `at` on that may belong to one number; punctuation ends it. */
function numberRun(words: readonly HeardWord[], at: number, known: number): HeardWord[] {
  const run: HeardWord[] = [];
  for (const word of words.slice(at, known)) {
    if (numberParts(bareWord(word.text)).length === 0) break;
    run.push(word);
    if (BREAKS_NUMBER.test(word.text)) break;
  }
  return run;
}

/** The number that a run begins with and how many of its words it takes; it never ends within a word. */
function readRun(run: readonly HeardWord[]): (ReadNumber & { readonly words: number }) | undefined {
  const partsOf = run.map((word) => numberParts(bareWord(word.text)));
  const number = readNumber(partsOf.flat());
  if (number === undefined) return undefined;
  let parts = 0;
  const words = 1 + partsOf.findIndex((own) => (parts += own.length) >= number.length);
  return parts === number.length ? { ...number, words } : readRun(run.slice(0, words - 1));
}

function staysWord({ digits, isSmall, isOrdinal }: ReadNumber, previous: string, next: HeardWord | undefined): boolean {
  if (!isSmall) return false;
  if (isOrdinal) return true;
  const isAmongDigits = /\d$/.test(previous) || (next !== undefined && readRun([next]) !== undefined);
  return digits === "1" && !isAmongDigits;
}

function join(words: readonly HeardWord[], digits: string): Token {
  const tokens = words.flatMap((word) => word.tokens);
  const lead = /^\s*/.exec(tokens[0]?.text ?? "")?.[0] ?? "";
  const trail = /[^\p{L}\p{N}]*$/u.exec(words.at(-1)?.text ?? "")?.[0] ?? "";
  return {
    text: `${lead}${digits}${trail}`,
    startSample: tokens[0]?.startSample ?? 0,
    endSample: tokens.at(-1)?.endSample ?? 0,
  };
}
