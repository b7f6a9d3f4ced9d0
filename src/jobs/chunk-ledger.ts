import type { Token } from "../contract/job.ts";
import type { Span } from "../contract/plan.ts";
import type { Lease } from "./job-machine.ts";
import type { Passage } from "./passage.ts";
import { WorkLedger } from "./work-ledger.ts";

/** The split of the recording is a piece of work like any chunk; it goes by this index. */
export const SPLIT_WORK = -1;
/** So is fetching the recording, where it does not lie in the bucket yet. */
export const FETCH_WORK = -2;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS spans (
    idx INTEGER PRIMARY KEY, channel INTEGER NOT NULL, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL,
    speech INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0, toldSample INTEGER NOT NULL DEFAULT -1,
    language TEXT
  );
  CREATE TABLE IF NOT EXISTS heard (
    chunk INTEGER NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL,
    PRIMARY KEY (chunk, n)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS lanes (channel INTEGER PRIMARY KEY, endSample INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS passages (
    chunk INTEGER PRIMARY KEY, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL, characters INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS untold ON spans (channel, idx) WHERE told = 0;
`;

type SpanRow = { idx: number; channel: number; startSample: number; endSample: number; speech: number };

/** The first span of a channel whose text is not fully told, with how far it has been. */
export interface Frontier {
  readonly span: Span;
  /** Start of the last token told; -1 before the first. */
  readonly toldSample: number;
  readonly done: boolean;
}

/**
 * Who works on what, and what was heard of it, as rows: beside the leases, `spans` holds the plan and `lanes` how far it
 * goes in each channel, `heard` the tokens that cannot be told yet because earlier text is missing, `passages` what is
 * being told of a chunk.
 */
export class ChunkLedger extends WorkLedger {
  constructor(sql: SqlStorage) {
    super(sql);
    sql.exec(SCHEMA);
  }

  override giveBack(index: number, lease: Lease): void {
    super.giveBack(index, lease);
    this.forgetHeard(index);
  }

  /** Opens the channels of the recording, before its first span. */
  openLanes(channels: number): void {
    for (let channel = 0; channel < channels; channel += 1) {
      this.sql.exec("INSERT OR IGNORE INTO lanes VALUES (?, 0)", channel);
    }
  }

  /** How far each channel is planned, by channel. */
  lanes(): { channel: number; endSample: number }[] {
    return this.sql
      .exec<{ channel: number; endSample: number }>("SELECT channel, endSample FROM lanes ORDER BY channel")
      .toArray();
  }

  addSpan(span: Span): void {
    const { index, channel, startSample, endSample, speech } = span;
    this.sql.exec(
      "INSERT INTO spans (idx, channel, startSample, endSample, speech) VALUES (?, ?, ?, ?, ?)",
      index,
      channel,
      startSample,
      endSample,
      speech ? 1 : 0,
    );
    this.sql.exec("UPDATE lanes SET endSample = ? WHERE channel = ?", endSample, channel);
  }

  span(index: number): Span | undefined {
    const row = this.sql.exec<SpanRow>("SELECT * FROM spans WHERE idx = ?", index).toArray()[0];
    return row === undefined ? undefined : toSpan(row);
  }

  /** How many spans are planned and where the furthest channel ends. */
  planned(): { count: number; endSample: number } {
    return this.sql
      .exec<{ count: number; endSample: number }>(
        `SELECT (SELECT coalesce(max(idx), -1) + 1 FROM spans) AS count,
           (SELECT coalesce(max(endSample), 0) FROM lanes) AS endSample`,
      )
      .one();
  }

  speechSpans(): number[] {
    return this.sql
      .exec<{ idx: number }>("SELECT idx FROM spans WHERE speech = 1 ORDER BY idx")
      .toArray()
      .map((row) => row.idx);
  }

  /** Media that needs no more work: silence, and speech whose recognition is done. On average of the channels. */
  doneSamples(): number {
    return this.sql
      .exec<{ samples: number }>(
        `SELECT coalesce(sum(endSample - startSample), 0) / max(1, (SELECT count(*) FROM lanes)) AS samples
         FROM spans LEFT JOIN work USING (idx) WHERE speech = 0 OR state = 'done'`,
      )
      .one().samples;
  }

  /** Length of the speech whose recognition is done: of several channels, the mean. */
  recognizedSamples(): number {
    return this.sql
      .exec<{ samples: number }>(
        `SELECT coalesce(sum(endSample - startSample), 0) / max(1, (SELECT count(*) FROM lanes)) AS samples
         FROM spans JOIN work USING (idx) WHERE state = 'done'`,
      )
      .one().samples;
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

function toSpan({ idx, channel, startSample, endSample, speech }: SpanRow): Span {
  return { index: idx, channel, startSample, endSample, speech: speech === 1 };
}
