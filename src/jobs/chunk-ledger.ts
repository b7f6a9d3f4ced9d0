import type { Token } from "../contract/job.ts";
import type { Span } from "../contract/plan.ts";
import type { Lease } from "./job-machine.ts";
import type { Passage } from "./passage.ts";
import { PlanLedger, type SpanRow, toSpan } from "./plan-ledger.ts";

/** The split of the recording is a piece of work like any chunk; it goes by this index. */
export const SPLIT_WORK = -1;
/** So is fetching the recording, where it does not lie in the bucket yet. */
export const FETCH_WORK = -2;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS heard (
    chunk INTEGER NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL,
    PRIMARY KEY (chunk, n)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS passages (
    chunk INTEGER PRIMARY KEY, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL, characters INTEGER NOT NULL
  );
`;

/** The first span of a channel whose text is not fully told, with how far it has been. */
export interface Frontier {
  readonly span: Span;
  /** Start of the last token told; -1 before the first. */
  readonly toldSample: number;
  readonly done: boolean;
}

/**
 * Who works on what, and what was heard of it, as rows: beside the leases and the plan, `heard` holds the tokens that cannot
 * be told yet because earlier text is missing, and `passages` what is being told of a chunk.
 */
export class ChunkLedger extends PlanLedger {
  constructor(sql: SqlStorage) {
    super(sql);
    sql.exec(SCHEMA);
  }

  override giveBack(index: number, lease: Lease): void {
    super.giveBack(index, lease);
    this.forgetHeard(index);
  }

  frontier(channel: number): Frontier | undefined {
    const row = this.sql
      .exec<SpanRow & { toldSample: number; state: string | null }>(
        `SELECT spans.*, work.state FROM spans LEFT JOIN work USING (idx)
         WHERE told = 0 AND channel = ? ORDER BY idx LIMIT 1`,
        channel,
      )
      .toArray()[0];
    if (row === undefined) return undefined;
    return { span: toSpan(row), toldSample: row.toldSample, done: row.speech === 0 || row.state === "done" };
  }

  /** Before this position all text of the plan so far has been told. */
  toldThrough(): number {
    return this.sql
      .exec<{ sample: number }>(
        `SELECT coalesce(
           (SELECT min(startSample) FROM spans WHERE told = 0), (SELECT max(endSample) FROM spans), 0) AS sample`,
      )
      .one().sample;
  }

  /** Whether no text of the plan so far is still to be told. */
  isTold(): boolean {
    return this.sql.exec("SELECT 1 FROM spans WHERE told = 0 LIMIT 1").toArray().length === 0;
  }

  markTold(index: number): void {
    this.sql.exec("UPDATE spans SET told = 1 WHERE idx = ?", index);
    this.sql.exec("DELETE FROM passages WHERE chunk = ?", index);
  }

  /** What is being told of a chunk; undefined before its first word. */
  passage(chunk: number): Passage | undefined {
    return this.sql
      .exec<Record<keyof Passage, number>>(
        "SELECT startSample, endSample, characters FROM passages WHERE chunk = ?",
        chunk,
      )
      .toArray()[0];
  }

  setPassage(chunk: number, { startSample, endSample, characters }: Passage): void {
    this.sql.exec("INSERT OR REPLACE INTO passages VALUES (?, ?, ?, ?)", chunk, startSample, endSample, characters);
  }

  setToldSample(index: number, startSample: number): void {
    this.sql.exec("UPDATE spans SET toldSample = ? WHERE idx = ?", startSample, index);
  }

  addHeard(chunk: number, tokens: readonly Token[]): void {
    for (const token of tokens) {
      this.sql.exec(
        "INSERT INTO heard SELECT ?, coalesce(max(n), -1) + 1, ?, ?, ? FROM heard WHERE chunk = ?",
        chunk,
        token.text,
        token.startSample,
        token.endSample,
        chunk,
      );
    }
  }

  /** The first token of a chunk that was heard and starts after a place. */
  nextHeard(chunk: number, afterSample: number): Token | undefined {
    return this.sql
      .exec<{ text: string; startSample: number; endSample: number }>(
        "SELECT text, startSample, endSample FROM heard WHERE chunk = ? AND startSample > ? ORDER BY n LIMIT 1",
        chunk,
        afterSample,
      )
      .toArray()[0];
  }

  /** Removes and returns what was heard of a chunk, in order. */
  takeHeard(chunk: number): Token[] {
    const tokens = this.sql
      .exec<{ text: string; startSample: number; endSample: number }>(
        "SELECT text, startSample, endSample FROM heard WHERE chunk = ? ORDER BY n",
        chunk,
      )
      .toArray();
    this.forgetHeard(chunk);
    return tokens;
  }

  forgetHeard(chunk: number): void {
    this.sql.exec("DELETE FROM heard WHERE chunk = ?", chunk);
  }
}
