const SCHEMA = `
  CREATE TABLE IF NOT EXISTS parts (
    idx INTEGER PRIMARY KEY, offsetBytes INTEGER NOT NULL, sizeBytes INTEGER NOT NULL
  )
`;

/** One part of live audio, by its place in the whole. */
export type Part = { readonly idx: number; readonly offsetBytes: number; readonly sizeBytes: number };

/** What has arrived of audio that is still being spoken: parts, numbered from 0 without gaps, each an object in the bucket. */
export class PartLedger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  /** How many parts there are, and how much in all. */
  totals(): { count: number; sizeBytes: number } {
    return this.#sql
      .exec<{ count: number; sizeBytes: number }>(
        "SELECT count(*) AS count, coalesce(max(offsetBytes + sizeBytes), 0) AS sizeBytes FROM parts",
      )
      .one();
  }

  /** Appends the next part; one that is known already is left as it is. */
  add(index: number, sizeBytes: number): void {
    const { sizeBytes: offsetBytes } = this.totals();
    this.#sql.exec("INSERT OR IGNORE INTO parts VALUES (?, ?, ?)", index, offsetBytes, sizeBytes);
  }

  /** Parts of which something lies in [startBytes, endBytes), in order. */
  within(startBytes: number, endBytes: number): Part[] {
    return this.#sql
      .exec<Part>(
        "SELECT * FROM parts WHERE offsetBytes < ? AND offsetBytes + sizeBytes > ? ORDER BY idx",
        endBytes,
        startBytes,
      )
      .toArray();
  }
}
