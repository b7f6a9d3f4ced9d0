import { getLogger } from "@logtape/logtape";
import { ChunkMessage, DeliveryMessage, FetchMessage, SplitMessage } from "../src/contract/messages.ts";
import { PhraseMessage } from "../src/contract/synthesis.ts";
import { openDatabase } from "../src/db/client.ts";
import { fetchAudio } from "../src/uploads/fetch/fetch-audio.ts";
import { deliverWebhook } from "../src/webhooks/deliver-webhook.ts";

const log = getLogger(["voxedge", "queue"]);

/**
 * Queue name → verb. Nodes pull the work queues; what those give up on arrives here and is told to its job. A message is
 * done with when its verb is: how that went is the business of whom it concerns.
 */
export async function consume(batch: MessageBatch, env: Env): Promise<void> {
  for (const message of batch.messages) {
    try {
      await take(batch.queue, message, env);
      message.ack();
    } catch (error) {
      log.error("queue.consume failed: {error}", { queue: batch.queue, messageId: message.id, error });
      message.retry({ delaySeconds: Math.min(300, 2 ** message.attempts) });
    }
  }
}

async function take(queue: string, { body, attempts }: Message, env: Env): Promise<void> {
  switch (queue) {
    case "fetches": {
      const message = FetchMessage.parse(body);
      const fence = { epoch: message.epoch, attempt: attempts, holder: crypto.randomUUID() };
      await fetchAudio({ env, log }, message, fence);
      return;
    }
    case "split-dlq": {
      const { jobId, epoch } = SplitMessage.parse(body);
      await env.JOB.getByName(jobId).giveUp("split", epoch);
      return;
    }
    case "chunks-dlq": {
      const { jobId, epoch, span } = ChunkMessage.parse(body);
      await env.JOB.getByName(jobId).giveUp(span.index, epoch);
      return;
    }
    case "phrases-dlq": {
      const { jobId, epoch, index } = PhraseMessage.parse(body);
      await env.SYNTHESIS.getByName(jobId).giveUp(index, epoch);
      return;
    }
    case "webhooks":
      return deliverWebhook({ env, db: openDatabase(env.DB) }, DeliveryMessage.parse(body), attempts);
    default:
      throw new Error(`no consumer for queue ${queue}`);
  }
}
