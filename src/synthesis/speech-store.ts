import { PhraseLedger } from "./phrase-ledger.ts";
import { SpeechRecord } from "./speech-record.ts";

/** All that one SynthesisDO remembers. The verbs of a running synthesis change it synchronously, in one transaction. */
export interface SpeechStore {
  readonly record: SpeechRecord;
  readonly ledger: PhraseLedger;
}

export function openSpeechStore(sql: SqlStorage): SpeechStore {
  return { record: new SpeechRecord(sql), ledger: new PhraseLedger(sql) };
}
