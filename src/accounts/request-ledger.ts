import { DAY_MS } from "../contract/units.ts";
import { newId } from "../contract/ids.ts";

/** How long an answer is given again. */
const REMEMBERED_MS = DAY_MS;
/** A request that has not answered for this long was lost, and the next one under its key takes its place. */
const LEASE_MS = 30_000;

const TABLE = `
  CREATE TABLE IF NOT EXISTS requests (
    key TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    lease_ends_ms INTEGER NOT NULL,
    forget_at_ms INTEGER NOT NULL,
    answer TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS requests_forget ON requests (forget_at_ms);
`;

type Row = { fingerprint: string; operation_id: string; lease_ends_ms: number; answer: string | null };

/** A POST under an Idempotency-Key, by digests only. */
export interface RepeatableRequest {
  readonly key: string;
  /** Of method, path and body. */
  readonly fingerprint: string;
}

export type RequestClaim =
  /** The caller is to carry the request out. `operationId` stays the same when a lost one is carried out anew. */
  | { readonly outcome: "granted"; readonly operationId: string }
  | { readonly outcome: "answered"; readonly answer: string }
  /** Another request holds the key until `leaseEndsMs` at most. */
  | { readonly outcome: "pending"; readonly leaseEndsMs: number }
  /** The key belongs to a request that was different. */
  | { readonly outcome: "conflict" };

/** The repeatable requests of one account. Synchronous, so that one of many concurrent equal requests is granted. */
export class RequestLedger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  claim({ key, fingerprint }: RepeatableRequest, nowMs: number): RequestClaim {
    this.#sql.exec(TABLE);
    this.#sql.exec("DELETE FROM requests WHERE forget_at_ms <= ?", nowMs);
    const [row] = this.#sql.exec<Row>("SELECT * FROM requests WHERE key = ?", key).toArray();
    if (row !== undefined && row.fingerprint !== fingerprint) return { outcome: "conflict" };
    if (typeof row?.answer === "string") return { outcome: "answered", answer: row.answer };
    if (row !== undefined && row.lease_ends_ms > nowMs) return { outcome: "pending", leaseEndsMs: row.lease_ends_ms };

    const operationId = row?.operation_id ?? newId();
    this.#sql.exec(
      "INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?, ?, NULL)",
      key,
      fingerprint,
      operationId,
      nowMs + LEASE_MS,
      nowMs + REMEMBERED_MS,
    );
    return { outcome: "granted", operationId };
  }

  /** Records the answer to give from now on, at most until `untilMs`. The first answer stands. */
  answer({ key, fingerprint }: RepeatableRequest, answer: string, untilMs: number): void {
    this.#sql.exec(
      `UPDATE requests SET answer = ?, forget_at_ms = min(forget_at_ms, ?)
       WHERE key = ? AND fingerprint = ? AND answer IS NULL`,
      answer,
      untilMs,
      key,
      fingerprint,
    );
  }

  /** Frees the key of a request that changed nothing. */
  release({ key, fingerprint }: RepeatableRequest): void {
    this.#sql.exec("DELETE FROM requests WHERE key = ? AND fingerprint = ? AND answer IS NULL", key, fingerprint);
  }

  /** Ends the lease of a request that failed midway: it may be carried out anew at once, as the same operation. */
  expire({ key, fingerprint }: RepeatableRequest): void {
    this.#sql.exec(
      "UPDATE requests SET lease_ends_ms = 0 WHERE key = ? AND fingerprint = ? AND answer IS NULL",
      key,
      fingerprint,
    );
  }
}
