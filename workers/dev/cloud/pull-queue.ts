import { DurableObject } from "cloudflare:workers";
import type { CloudEnv } from "./cloud-env.ts";
import { decodeBody, type PullableType, type WireBody } from "./message-body.ts";

/** Deliveries after the first one, before a message goes to the dead-letter queue; Cloudflare's default. */
const MAX_RETRIES = 3;

export interface SentMessage extends WireBody {
  readonly delayMs: number;
}

export interface LeasedMessage {
  readonly id: string;
  readonly body: string;
  readonly contentType: PullableType;
  readonly attempts: number;
  readonly sentAtMs: number;
  readonly leaseId: string;
}

export interface Backlog {
  readonly count: number;
  readonly bytes: number;
  readonly oldestSentAtMs: number | null;
}

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  id: string;
  body: string;
  content_type: PullableType;
  sent_at_ms: number;
  attempts: number;
}

/**
 * One queue with an HTTP pull consumer. A pulled message is hidden until its lease runs out; it leaves by an ack, which
 * is accepted from every lease it ever had, or to the dead-letter queue `<name>-dlq` when its deliveries are used up.
 */
export class PullQueue extends DurableObject<CloudEnv> {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: CloudEnv) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS messages (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL,
        body TEXT NOT NULL,
        content_type TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        sent_at_ms INTEGER NOT NULL,
        visible_at_ms INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0
      );
      CREATE INDEX IF NOT EXISTS messages_visible ON messages (visible_at_ms);
    `);
  }

  /** Resolves when the messages are on disk: the output gate holds the answer back until then. */
  send(messages: readonly SentMessage[]): Backlog {
    const now = Date.now();
    const deliveries = this.ctx.storage.kv.get<number>("deliveries") ?? 1;
    for (const { body, contentType, sizeBytes, delayMs } of messages) {
      const id = crypto.randomUUID().replaceAll("-", "");
      for (let copy = 0; copy < deliveries; copy++) {
        this.#sql.exec(
          `INSERT INTO messages (id, body, content_type, size_bytes, sent_at_ms, visible_at_ms) VALUES (?, ?, ?, ?, ?, ?)`,
          id,
          body,
          contentType,
          sizeBytes,
          now,
          now + delayMs,
        );
      }
    }
    return this.backlog();
  }

  async pull(batchSize: number, visibilityTimeoutMs: number): Promise<LeasedMessage[]> {
    const now = Date.now();
    const rows = this.#sql
      .exec<Row>(
        `UPDATE messages SET attempts = attempts + 1, visible_at_ms = ?
         WHERE seq IN (SELECT seq FROM messages
           WHERE visible_at_ms <= ? AND attempts <= ? ORDER BY visible_at_ms, seq LIMIT ?)
         RETURNING seq, id, body, content_type, sent_at_ms, attempts`,
        now + visibilityTimeoutMs,
        now,
        MAX_RETRIES,
        batchSize,
      )
      .toArray();
    await this.#wakeForExhausted();
    return rows
      .toSorted((a, b) => a.seq - b.seq)
      .map((row) => ({
        id: row.id,
        body: row.body,
        contentType: row.content_type,
        attempts: row.attempts,
        sentAtMs: row.sent_at_ms,
        leaseId: formatLease(row.seq, row.attempts),
      }));
  }

  /** False for a lease that names no message of this queue any more. */
  acknowledge(leaseId: string): boolean {
    const { seq } = parseLease(leaseId);
    return this.#sql.exec(`DELETE FROM messages WHERE seq = ?`, seq).rowsWritten > 0;
  }

  /** Gives a message back; false when its lease is not the newest one. */
  async retry(leaseId: string, delayMs: number): Promise<boolean> {
    const { seq, attempts } = parseLease(leaseId);
    const written = this.#sql.exec(
      `UPDATE messages SET visible_at_ms = ? WHERE seq = ? AND attempts = ?`,
      Date.now() + delayMs,
      seq,
      attempts,
    ).rowsWritten;
    await this.#wakeForExhausted();
    return written > 0;
  }

  backlog(): Backlog {
    return this.#sql
      .exec<{ count: number; bytes: number; oldestSentAtMs: number | null }>(
        `SELECT count(*) AS count, total(size_bytes) AS bytes, min(sent_at_ms) AS oldestSentAtMs FROM messages`,
      )
      .one();
  }

  purge(): void {
    this.#sql.exec(`DELETE FROM messages`);
  }

  /** From now on each sent message is stored this often: 0 loses it, 2 delivers it twice. */
  setDeliveries(deliveries: number): void {
    this.ctx.storage.kv.put("deliveries", deliveries);
  }

  /** Moves exhausted messages out. Alarms of one object never overlap, so each is moved once; a failed one runs again. */
  override async alarm(): Promise<void> {
    const rows = this.#sql
      .exec<Row>(
        `SELECT seq, id, body, content_type, sent_at_ms, attempts FROM messages
         WHERE attempts > ? AND visible_at_ms <= ? ORDER BY seq`,
        MAX_RETRIES,
        Date.now(),
      )
      .toArray();
    const deadLetters = this.env[`${this.ctx.id.name ?? ""}-dlq`];
    for (const row of rows) {
      await deadLetters?.send(decodeBody(row.body, row.content_type), { contentType: row.content_type });
      this.#sql.exec(`DELETE FROM messages WHERE seq = ?`, row.seq);
    }
    await this.#wakeForExhausted();
  }

  /** Dead letters must move even when nobody pulls any more. */
  async #wakeForExhausted(): Promise<void> {
    const { next } = this.#sql
      .exec<{ next: number | null }>(`SELECT min(visible_at_ms) AS next FROM messages WHERE attempts > ?`, MAX_RETRIES)
      .one();
    if (next !== null) await this.ctx.storage.setAlarm(next);
  }
}

function formatLease(seq: number, attempts: number): string {
  return btoa(`${seq}.${attempts}`);
}

/** Throws on a string that {@link formatLease} did not make. */
function parseLease(leaseId: string): { seq: number; attempts: number } {
  const match = /^(\d+)\.(\d+)$/.exec(atob(leaseId));
  if (match === null) throw new TypeError("malformed lease_id");
  return { seq: Number(match[1]), attempts: Number(match[2]) };
}
