import { ChunkLedger } from "./chunk-ledger.ts";
import { ChunkReports } from "./chunk-reports.ts";
import { EventLog } from "./event-log.ts";
import { JobRecord } from "./job-record.ts";
import { PartLedger } from "./live/part-ledger.ts";
import { RawText } from "./raw-text.ts";

/** All that one JobDO remembers. The verbs of a running job take it and change it synchronously, in one transaction. */
export interface JobStore {
  readonly record: JobRecord;
  readonly ledger: ChunkLedger;
  readonly parts: PartLedger;
  readonly log: EventLog;
  readonly reports: ChunkReports;
  readonly raw: RawText;
}

export function openJobStore(sql: SqlStorage): JobStore {
  return {
    record: new JobRecord(sql),
    ledger: new ChunkLedger(sql),
    parts: new PartLedger(sql),
    log: new EventLog(sql),
    reports: new ChunkReports(sql),
    raw: new RawText(sql),
  };
}
