import type { Phrase } from "../contract/synthesis.ts";
import { WorkLedger } from "../jobs/work-ledger.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS phrases (
    idx INTEGER PRIMARY KEY, text TEXT NOT NULL, language TEXT NOT NULL, samples INTEGER
  )
`;

type PhraseRow = Pick<Phrase, "text" | "language"> & { idx: number; samples: number | null };

/** Who speaks what: beside the leases, `phrases` holds each text and, once it is spoken, its length in samples. */
export class PhraseLedger extends WorkLedger {
  constructor(sql: SqlStorage) {
    super(sql);
    sql.exec(SCHEMA);
  }

  addPhrase(index: number, { text, language }: Phrase): void {
    this.sql.exec("INSERT INTO phrases VALUES (?, ?, ?, NULL)", index, text, language);
    this.addWork(index);
  }

  phrase(index: number): Phrase | undefined {
    const row = this.sql.exec<PhraseRow>("SELECT * FROM phrases WHERE idx = ?", index).toArray()[0];
    return row === undefined ? undefined : { text: row.text, language: row.language };
  }

  setLength(index: number, samples: number): void {
    this.sql.exec("UPDATE phrases SET samples = ? WHERE idx = ?", samples, index);
  }

  /** How often a message was sent again for want of an answer, of the phrase with which that happened most. */
  mostResends(): number {
    return this.sql.exec<{ resends: number }>("SELECT coalesce(max(resends), 0) AS resends FROM work").one().resends;
  }

  /** How many phrases there are, how many are spoken from the first on without a gap, and their length together. */
  progress(): { phrases: number; ready: number; samples: number } {
    return this.sql
      .exec<{ phrases: number; ready: number; samples: number }>(
        `SELECT count(*) AS phrases, coalesce(min(idx) FILTER (WHERE samples IS NULL), count(*)) AS ready,
           coalesce(sum(samples), 0) AS samples FROM phrases`,
      )
      .one();
  }
}
