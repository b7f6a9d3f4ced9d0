import type { JobOptions, Token } from "../contract/job.ts";
import type { Span } from "../contract/plan.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { applyRules, type RuleResult, type TextRule } from "./text/apply-rules.ts";
import { assembleText } from "./assemble-transcript.ts";
import type { Frontier } from "./chunk-ledger.ts";
import { dropFillers } from "./text/drop-fillers.ts";
import { estimateRemaining } from "./estimate-wait.ts";
import type { JobState, LoggedToken } from "./event-log.ts";
import type { JobStore } from "./job-store.ts";
import { nextPassage } from "./next-passage.ts";
import { openPassage, type Passage, tokensOf, withToken } from "./passage.ts";
import { endSentence, punctuate } from "./text/punctuate.ts";
import { writeNumerals } from "./text/write-numerals.ts";

const TEN_MINUTES = 600 * SAMPLE_RATE;

/**
 * Moves everything that is next in reading order from the ledger into the event log, then logs the state if it is worth
 * telling. Chunks finish in any order; their text is told in one: the log only ever grows at its end.
 */
export function tellProgress(job: JobStore, nowMs: number): void {
  for (let next = nextPassage(job); next !== undefined; next = nextPassage(job)) {
    if (tellPassage(job, next) === "open") break;
  }
  const { record, ledger } = job;
  if (record.totalSamples !== undefined && ledger.isTold() && record.outcome === undefined) {
    tellEnd(job);
    record.decide({ status: "complete", failure: null, completedAtMs: nowMs });
  }
  tellState(job, nowMs);
}

/** The last sentence ends with the recording. */
function tellEnd({ record, log }: JobStore): void {
  if (record.spec.options.punctuate !== true) return;
  const last = log.lastToken();
  if (last !== undefined) for (const mark of endSentence(log.openSentence())) log.append("token", { ...last, ...mark });
}

/**
 * Tells what was heard of a passage. What was told is never taken back. When a chunk is recognized anew after its node
 * was lost, the new text continues after the last token that was told: for the same model that is the very same text.
 */
function tellPassage(job: JobStore, { span, toldSample, done }: Frontier): "open" | "over" {
  const { ledger, log } = job;
  const heard = onlyNew(ledger.takeHeard(span.index), toldSample);
  const open = openPassage(ledger.passage(span.index), heard[0]);
  // The only channel waits for no other: all that was heard of it is told.
  const isLone = ledger.lanes().length === 1;
  const own = isLone ? heard : heard.slice(0, tokensOf(open, heard));
  const isEnd = done || own.length < heard.length;
  const { told, consumed } = applyOptions(job, own, span, isEnd);
  const gone = heard.slice(0, isEnd ? own.length : consumed);
  ledger.addHeard(span.index, heard.slice(gone.length));
  const passageSample = isLone ? undefined : (open ?? heard[0])?.startSample;
  const place = { chunkIndex: span.index, channel: span.channel, passageSample };
  for (const token of told) {
    const text = log.hasText() ? token.text : token.text.trimStart();
    if (text !== "") tellToken(job, { ...place, ...token, text });
  }
  const last = gone.at(-1);
  if (last !== undefined) ledger.setToldSample(span.index, last.startSample);
  const begun = gone.reduce<Passage | undefined>(withToken, open);
  if (!isLone && begun !== undefined) ledger.setPassage(span.index, begun);
  return isEnd ? "over" : "open";
}

function tellToken({ record, log }: JobStore, token: LoggedToken): void {
  if (record.spec.options.punctuate !== true) return log.append("token", token);
  const last = log.lastToken() ?? token;
  const [word = token, ...marks] = punctuate(log.openSentence(), token, token.channel).toReversed();
  // A mark stands behind what was told last, which may be of another channel.
  for (const mark of marks) log.append("token", { ...last, ...mark });
  log.append("token", { ...token, ...word });
}

function onlyNew(heard: readonly Token[], toldSample: number): Token[] {
  let last = toldSample;
  return heard.filter(({ startSample }) => {
    if (startSample <= last) return false;
    last = startSample;
    return true;
  });
}

/**
 * What options do to words, for engines that take no prompt. Done here, where all chunks pass in reading order: a
 * repetition across two chunks is seen, nodes need not know the rules, and what was heard can be stored beside.
 */
function applyOptions({ record, log, raw }: JobStore, heard: readonly Token[], span: Span, isEnd: boolean): RuleResult {
  const rules = rulesOf(record.spec.options);
  if (rules.length === 0) return { told: heard, consumed: heard.length };
  const result = applyRules(rules, heard, { before: log.lastWord(span.channel), isEnd });
  raw.append(assembleText(heard.slice(0, result.consumed)));
  return result;
}

function rulesOf({ promptPreset, numerals }: JobOptions): TextRule[] {
  const dropsFillers = promptPreset === "remove_fillers" || promptPreset === "concise";
  return [...(dropsFillers ? [dropFillers] : []), ...(numerals === true ? [writeNumerals] : [])];
}

function tellState({ record, ledger, log }: JobStore, nowMs: number): void {
  const before = log.state();
  const state: JobState = {
    ...before,
    status: record.phase,
    startedAtMs: record.startedAtMs ?? null,
    durationSamples: record.totalSamples ?? null,
    doneSamples: ledger.doneSamples(),
    plannedSamples: ledger.planned().endSample,
    detectedLanguage: record.language.language,
    languageProbability: record.language.probability,
  };
  if (!isWorthTelling(before, state)) return;
  const remainingMs = state.status !== "in_progress" ? null : estimateRemaining(state, record.spec.pace, nowMs);
  log.append("state", { ...state, remainingMs });
}

/**
 * Every percent, up to ten minutes; beyond, every fifth more than before. A snapshot carries the whole text, so all of a
 * job's snapshots together stay within a few times the last one, however long the recording.
 */
function isWorthTelling(before: JobState, after: JobState): boolean {
  if (before.status !== after.status || before.durationSamples !== after.durationSamples) return true;
  if (percent(before) === percent(after)) return false;
  return after.doneSamples < TEN_MINUTES || after.doneSamples >= before.doneSamples * 1.2;
}

function percent({ doneSamples, plannedSamples }: JobState): number {
  return plannedSamples === 0 ? 0 : Math.floor((doneSamples / plannedSamples) * 100);
}
