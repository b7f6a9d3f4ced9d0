import * as fc from "fast-check";
import type { Token } from "../contract/job.ts";
import type { TextRule } from "../jobs/text/apply-rules.ts";

/** The words of a text, a token each, with a short pause after each. */
export function tokensOf(text: string): Token[] {
  return text.split(/(?= )/).map((word, n) => ({ text: word, startSample: n * 1000, endSample: n * 1000 + 900 }));
}

/** What tokens say, without white space around it. */
export function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.text)
    .join("")
    .trim();
}

/** Looks for a way to cut such words into calls that makes a difference to what a rule tells. */
export function checkCuts(rule: TextRule, words: readonly string[]) {
  const talk = fc.array(fc.constantFrom(...words), { maxLength: 12 });
  return fc.check(
    fc.property(talk, fc.array(fc.integer({ min: 1, max: 4 })), (said, cuts) => {
      const all = tokensOf(said.map((word) => ` ${word}`).join(""));
      const inOne = rule(all, { before: "", isEnd: true }).told;
      return JSON.stringify(tellInPortions(rule, all, cuts)) === JSON.stringify(inOne);
    }),
  );
}

function tellInPortions(rule: TextRule, all: readonly Token[], cuts: readonly number[]): Token[] {
  const told: Token[] = [];
  let waiting: Token[] = [];
  let given = 0;
  const tell = (isEnd: boolean) => {
    const { told: next, consumed } = rule(waiting, { before: textOf(told.slice(-1)), isEnd });
    told.push(...next);
    waiting = waiting.slice(consumed);
  };
  for (const cut of cuts) {
    waiting.push(...all.slice(given, given + cut));
    given += cut;
    tell(false);
  }
  waiting.push(...all.slice(given));
  tell(true);
  return told;
}
