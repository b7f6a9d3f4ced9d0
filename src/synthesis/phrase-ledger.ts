import { type Phrase, Prosody, silenceSamples } from "../contract/synthesis.ts";
import { WorkLedger } from "../jobs/work-ledger.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS phrases (
    idx INTEGER PRIMARY KEY, text TEXT NOT NULL, language TEXT NOT NULL, prosody TEXT, silence INTEGER NOT NULL,
    samples INTEGER
  )
`;

/** What a node is to speak. */
type PhraseToSpeak = Omit<Phrase, "breakMs">;
type PhraseRow = Pick<Phrase, "text" | "language"> & { prosody: string | null };

/**
 * Who speaks what: beside the leases, `phrases` holds each text and how it is spoken, the silence that follows it and,
 * once it is spoken, its own length, both in samples.
 */
export class PhraseLedger extends WorkLedger {
  constructor(sql: SqlStorage) {
    super(sql);
    sql.exec(SCHEMA);
  }

  addPhrase(index: number, { text, language, prosody, breakMs = 0 }: Phrase): void {
    this.sql.exec(
      "INSERT INTO phrases VALUES (?, ?, ?, ?, ?, NULL)",
      index,
      text,
      language,
      prosody === undefined ? null : JSON.stringify(prosody),
      silenceSamples(breakMs),
    );
    this.addWork(index);
  }

  phrase(index: number): PhraseToSpeak | undefined {
    const row = this.sql
      .exec<PhraseRow>("SELECT text, language, prosody FROM phrases WHERE idx = ?", index)
      .toArray()[0];
    if (row === undefined) return undefined;
    const { text, language, prosody } = row;
    return { text, language, ...(prosody !== null && { prosody: Prosody.parse(JSON.parse(prosody)) }) };
  }

  /** Samples of silence that follow a phrase; 0 where there is no such phrase. */
  silenceAfter(index: number): number {
    const rows = this.sql.exec<{ silence: number }>("SELECT silence FROM phrases WHERE idx = ?", index).toArray();
    return rows[0]?.silence ?? 0;
  }

  setLength(index: number, samples: number): void {
    this.sql.exec("UPDATE phrases SET samples = ? WHERE idx = ?", samples, index);
  }

  /** How often a message was sent again for want of an answer, of the phrase with which that happened most. */
  mostResends(): number {
    return this.sql.exec<{ resends: number }>("SELECT coalesce(max(resends), 0) AS resends FROM work").one().resends;
  }

  /**
   * How many phrases there are, how many are spoken from the first on without a gap, and the length of all that are
   * spoken, the silence after them included.
   */
  progress(): { phrases: number; ready: number; samples: number } {
    return this.sql
      .exec<{ phrases: number; ready: number; samples: number }>(
        `SELECT count(*) AS phrases, coalesce(min(idx) FILTER (WHERE samples IS NULL), count(*)) AS ready,
           coalesce(sum(samples + silence), 0) AS samples FROM phrases`,
      )
      .one();
  }
}
