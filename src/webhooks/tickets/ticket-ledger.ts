import type { Ticket } from "./delivery-schedule.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tickets (
    id TEXT PRIMARY KEY, eventId TEXT NOT NULL, automatic INTEGER NOT NULL, state TEXT NOT NULL,
    failures INTEGER NOT NULL, epoch INTEGER NOT NULL, staleEpoch INTEGER NOT NULL, heldEpoch INTEGER NOT NULL,
    heldAttempt INTEGER NOT NULL, losses INTEGER NOT NULL, atMs INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tickets_event ON tickets (eventId);
  CREATE INDEX IF NOT EXISTS tickets_state ON tickets (state, atMs);
`;

type Row = { id: string; eventId: string; automatic: number } & {
  -readonly [Column in keyof Omit<Ticket, "automatic">]: Ticket[Column];
};

export interface FiledTicket extends Ticket {
  readonly id: string;
  readonly eventId: string;
}

/** The tickets of one endpoint, as rows. */
export class TicketLedger {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(SCHEMA);
  }

  get(id: string): FiledTicket | undefined {
    return this.#rows("WHERE id = ?", id)[0];
  }

  put({ id, eventId, automatic, ...ticket }: FiledTicket): void {
    this.#sql.exec(
      "INSERT OR REPLACE INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      id,
      eventId,
      automatic ? 1 : 0,
      ticket.state,
      ticket.failures,
      ticket.epoch,
      ticket.staleEpoch,
      ticket.heldEpoch,
      ticket.heldAttempt,
      ticket.losses,
      ticket.atMs,
    );
  }

  remove(id: string): void {
    this.#sql.exec("DELETE FROM tickets WHERE id = ?", id);
  }

  /** All tickets that an event ever had here, as far as they are remembered. */
  ofEvent(eventId: string): FiledTicket[] {
    return this.#rows("WHERE eventId = ?", eventId);
  }

  /** Tickets in one state, the longest in it first; those that wait by the time at which they are due. */
  inState(state: Ticket["state"], limit = 100): FiledTicket[] {
    return this.#rows("WHERE state = ? ORDER BY atMs, id LIMIT ?", state, limit);
  }

  /** Tickets that nobody has taken yet. */
  untaken(): FiledTicket[] {
    return this.#rows("WHERE state IN ('waiting', 'unsent', 'sent')");
  }

  /** How many are on their way to the receiver. */
  inFlight(): number {
    return this.#sql
      .exec<{ tickets: number }>("SELECT count(*) AS tickets FROM tickets WHERE state IN ('unsent', 'sent', 'running')")
      .one().tickets;
  }

  #rows(where: string, ...bindings: (string | number)[]): FiledTicket[] {
    return this.#sql
      .exec<Row>(`SELECT * FROM tickets ${where}`, ...bindings)
      .toArray()
      .map((row) => Object.assign(row, { automatic: row.automatic === 1 }));
  }
}
