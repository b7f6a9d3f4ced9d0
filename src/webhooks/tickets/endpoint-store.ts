import { EndpointRecord } from "./endpoint-record.ts";
import { TicketLedger } from "./ticket-ledger.ts";

/** All that one EndpointDO remembers. Its verbs take it and change it synchronously, in one transaction. */
export interface EndpointStore {
  readonly record: EndpointRecord;
  readonly ledger: TicketLedger;
}

export function openEndpointStore(sql: SqlStorage): EndpointStore {
  return { record: new EndpointRecord(sql), ledger: new TicketLedger(sql) };
}
