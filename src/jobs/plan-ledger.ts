import type { Span } from "../contract/plan.ts";
import { WorkLedger } from "./work-ledger.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS spans (
    idx INTEGER PRIMARY KEY, channel INTEGER NOT NULL, startSample INTEGER NOT NULL, endSample INTEGER NOT NULL,
    speech INTEGER NOT NULL, told INTEGER NOT NULL DEFAULT 0, toldSample INTEGER NOT NULL DEFAULT -1
  );
  CREATE TABLE IF NOT EXISTS lanes (channel INTEGER PRIMARY KEY, endSample INTEGER NOT NULL);
  CREATE INDEX IF NOT EXISTS untold ON spans (channel, idx) WHERE told = 0;
`;

export type SpanRow = { idx: number; channel: number; startSample: number; endSample: number; speech: number };

/**
 * The plan of a recording and the work on it, as rows: beside the leases, `spans` holds the plan and `lanes` how far it
 * goes in each channel.
 */
export class PlanLedger extends WorkLedger {
  constructor(sql: SqlStorage) {
    super(sql);
    sql.exec(SCHEMA);
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
}

export function toSpan({ idx, channel, startSample, endSample, speech }: SpanRow): Span {
  return { index: idx, channel, startSample, endSample, speech: speech === 1 };
}
