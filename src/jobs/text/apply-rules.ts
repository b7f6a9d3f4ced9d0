import type { Token } from "../../contract/job.ts";

export interface RuleContext {
  /** The word told last before these tokens; empty at the start. */
  readonly before: string;
  /** Nothing follows these tokens; otherwise a word or phrase that may go on is left for the next call. */
  readonly isEnd: boolean;
}

export interface RuleResult {
  readonly told: readonly Token[];
  /** The tokens that `told` stands for, counted from the first; the rest is to be given again with what follows. */
  readonly consumed: number;
}

/** Rewrites tokens in reading order. However they are cut into calls, what is told adds up to the same. */
export type TextRule = (tokens: readonly Token[], context: RuleContext) => RuleResult;

/** Applies rules one after the other. What one of them leaves undecided is kept back from all that come after it. */
export function applyRules(rules: readonly TextRule[], heard: readonly Token[], context: RuleContext): RuleResult {
  let told = heard;
  let restSample = Infinity;
  for (const rule of rules) {
    const result = rule(told, { ...context, isEnd: context.isEnd && restSample === Infinity });
    // Rules may join tokens or drop some: the place where the rest begins is the one thing that outlives them.
    restSample = Math.min(restSample, told[result.consumed]?.startSample ?? Infinity);
    told = result.told;
  }
  const consumed = heard.findIndex(({ startSample }) => startSample >= restSample);
  return { told, consumed: consumed === -1 ? heard.length : consumed };
}
