import type { OutputBatch } from "../contract/output.ts";
import type { LanguageReport } from "./lock-language.ts";

/** What the engines said of each finished chunk beside its words. */
export class ChunkReports {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS reports (
      idx INTEGER PRIMARY KEY, language TEXT, probability REAL, computeMs INTEGER NOT NULL, samples INTEGER NOT NULL
    )`);
  }

  record(index: number, final: NonNullable<OutputBatch["final"]>, samples: number): void {
    const { language, languageProbability = null, computeMs } = final;
    this.#sql.exec(
      "INSERT OR REPLACE INTO reports VALUES (?, ?, ?, ?, ?)",
      index,
      language,
      languageProbability,
      computeMs,
      samples,
    );
  }

  /** In reading order. */
  languages(): LanguageReport[] {
    return this.#sql
      .exec<{ language: string | null; probability: number | null; samples: number }>(
        "SELECT language, probability, samples FROM reports ORDER BY idx",
      )
      .toArray();
  }

  computeMs(): number {
    return this.#sql.exec<{ ms: number }>("SELECT coalesce(sum(computeMs), 0) AS ms FROM reports").one().ms;
  }
}
