/** What an engine heard one chunk as. */
export interface LanguageReport {
  /** Null when the engine did not tell. */
  readonly language: string | null;
  /** 0 to 1; null for an engine that tells without saying how sure it is, such as one of a single language. */
  readonly probability: number | null;
  /** Length of the chunk; a long one says more. */
  readonly samples: number;
}

export interface LanguageDecision {
  readonly language: string | null;
  readonly probability: number | null;
  /** Later chunks need not detect it any more. */
  readonly locked: boolean;
}

/** Below this a report is a guess and counts for nothing. */
const FLOOR = 0.5;
/** One report this sure locks at once. */
const SURE = 0.8;
/** So do this many in a row above the floor. */
const RUN_TO_LOCK = 2;
/** A locked language gives way only to this many sure reports of another in a row. */
const RUN_TO_UNLOCK = 3;

/**
 * The language of a recording, from its chunks in reading order. Once locked it stays, so that one noisy chunk cannot
 * flip it; harder to leave than to enter. The probability is that of the reports that agree, weighted by length. Before
 * anything locks, the first report above the floor decides.
 */
export function lockLanguage(reports: readonly LanguageReport[]): LanguageDecision {
  let decided: string | null = null;
  let locked = false;
  let candidate: string | null = null;
  let run = 0;
  for (const { language, probability } of reports) {
    const confidence = probability ?? 1;
    if (language === null || confidence < FLOOR) continue;
    if (language === decided && locked) {
      run = 0;
      continue;
    }
    if (locked && confidence < SURE) continue;
    run = language === candidate ? run + 1 : 1;
    candidate = language;
    decided ??= language;
    if (locked ? run >= RUN_TO_UNLOCK : confidence >= SURE || run >= RUN_TO_LOCK) {
      decided = language;
      locked = true;
      run = 0;
    }
  }
  return { language: decided, probability: meanProbability(reports, decided), locked };
}

function meanProbability(reports: readonly LanguageReport[], language: string | null): number | null {
  let weight = 0;
  let sum = 0;
  for (const report of reports) {
    if (report.language !== language || report.probability === null || report.probability < FLOOR) continue;
    weight += report.samples;
    sum += report.probability * report.samples;
  }
  return language === null || weight === 0 ? null : sum / weight;
}
