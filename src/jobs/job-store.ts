import { ChunkLedger } from "./chunk-ledger.ts";
import { EventLog } from "./event-log.ts";
import { JobRecord } from "./job-record.ts";

/** All that one JobDO remembers. The verbs of a running job take it and change it synchronously, in one transaction. */
export interface JobStore {
  readonly record: JobRecord;
  readonly ledger: ChunkLedger;
  readonly log: EventLog;
}

export function openJobStore(sql: SqlStorage): JobStore {
  return { record: new JobRecord(sql), ledger: new ChunkLedger(sql), log: new EventLog(sql) };
}

/** Whether anything was ever stored, without creating tables for an id that nobody started. */
export function hasJobStore(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'facts'").toArray().length > 0;
}
