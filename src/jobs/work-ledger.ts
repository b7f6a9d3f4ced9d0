import { NEW_LEASE } from "./job-machine.ts";
import type { Lease } from "./job-machine.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS work (
    idx INTEGER PRIMARY KEY, state TEXT NOT NULL, epoch INTEGER NOT NULL, heldEpoch INTEGER NOT NULL,
    attempt INTEGER NOT NULL, holder TEXT NOT NULL, nextSeq INTEGER NOT NULL, sinceMs INTEGER NOT NULL,
    losses INTEGER NOT NULL, silences INTEGER NOT NULL, resends INTEGER NOT NULL
  )
`;

export type WorkRow = { idx: number } & { -readonly [Column in keyof Lease]: Lease[Column] };

/** Who works on what, as rows: a lease per piece of work. */
export class WorkLedger {
  protected readonly sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.sql = sql;
    sql.exec(SCHEMA);
  }

  addWork(index: number, lease: Lease = NEW_LEASE): void {
    this.sql.exec("INSERT OR IGNORE INTO work VALUES (?, '', 0, 0, 0, '', 0, 0, 0, 0, 0)", index);
    this.setLease(index, lease);
  }

  lease(index: number): Lease | undefined {
    return this.sql.exec<WorkRow>("SELECT * FROM work WHERE idx = ?", index).toArray()[0];
  }

  setLease(index: number, lease: Lease): void {
    this.sql.exec(
      `UPDATE work SET state = ?, epoch = ?, heldEpoch = ?, attempt = ?, holder = ?, nextSeq = ?, sinceMs = ?,
         losses = ?, silences = ?, resends = ? WHERE idx = ?`,
      lease.state,
      lease.epoch,
      lease.heldEpoch,
      lease.attempt,
      lease.holder,
      lease.nextSeq,
      lease.sinceMs,
      lease.losses,
      lease.silences,
      lease.resends,
      index,
    );
  }

  /** Gives lost work to whoever takes it next; nothing of what its holder did remains. */
  giveBack(index: number, lease: Lease): void {
    this.setLease(index, lease);
  }

  /** Work in one state, lowest index first. */
  workIn(state: Lease["state"], limit = 100): WorkRow[] {
    return this.sql.exec<WorkRow>("SELECT * FROM work WHERE state = ? ORDER BY idx LIMIT ?", state, limit).toArray();
  }
}
