import type { DeliveryMessage } from "../../contract/messages.ts";
import { markSent } from "./delivery-schedule.ts";
import type { EndpointStore } from "./endpoint-store.ts";

/** The outbox: sends the message of every prepared ticket. Killed in between, it sends the same message once more. */
export async function sendTickets({ record, ledger }: EndpointStore, queue: Env["WEBHOOKS"]): Promise<void> {
  const unsent = ledger.inState("unsent");
  if (unsent.length === 0) return;
  const { endpointId } = record;
  const messages = unsent.map(({ id, epoch }): MessageSendRequest<DeliveryMessage> => {
    return { body: { endpointId, ticketId: id, epoch }, contentType: "json" };
  });
  await queue.sendBatch(messages);
  for (const { id, epoch } of unsent) {
    const ticket = ledger.get(id);
    if (ticket?.epoch === epoch) ledger.put({ ...ticket, ...markSent(ticket, Date.now()) });
  }
}
