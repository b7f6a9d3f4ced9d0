import { z } from "zod";
import { AckRequest, PullRequest } from "../../../src/contract/node-api.ts";
import type { CloudEnv } from "./cloud-env.ts";
import { openQueue } from "./open-queue.ts";
import type { LeasedMessage, PullQueue } from "./pull-queue.ts";
import { toSentMessage } from "./to-sent-message.ts";

const PushRequest = z.object({
  body: z.unknown(),
  content_type: z.string().optional(),
  delay_seconds: z.number().optional(),
});

const BatchPushRequest = z.object({
  messages: z.array(PushRequest).min(1).max(100),
  delay_seconds: z.number().optional(),
});

const PurgeRequest = z.object({ delete_messages_permanently: z.literal(true) });

/** Test control of this stand-in, beside Cloudflare's routes: see {@link PullQueue.setDeliveries}. */
const DeliveriesRequest = z.object({ deliveries: z.int().min(0).max(10) });

type Operation = (queue: DurableObjectStub<PullQueue>, input: unknown) => Promise<unknown>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  messages: async (queue, input) => {
    const { body, content_type, delay_seconds } = PushRequest.parse(input);
    await queue.send([toSentMessage(body, content_type, delay_seconds)]);
    return null;
  },
  "messages/batch": async (queue, input) => {
    const batch = BatchPushRequest.parse(input);
    await queue.send(
      batch.messages.map((message) =>
        toSentMessage(message.body, message.content_type, message.delay_seconds ?? batch.delay_seconds),
      ),
    );
    return null;
  },
  "messages/pull": async (queue, input) => {
    const { batch_size, visibility_timeout_ms } = PullRequest.parse(input);
    const messages = await queue.pull(batch_size, visibility_timeout_ms);
    const { count } = await queue.backlog();
    return { messages: messages.map(presentMessage), message_backlog_count: count };
  },
  "messages/ack": async (queue, input) => {
    const { acks, retries } = AckRequest.parse(input);
    const warnings: Record<string, string> = {};
    let ackCount = 0;
    let retryCount = 0;
    for (const { lease_id } of acks) {
      if (await queue.acknowledge(lease_id)) ackCount++;
      else warnings[lease_id] = "no message under this lease";
    }
    for (const { lease_id, delay_seconds } of retries) {
      if (await queue.retry(lease_id, delay_seconds * 1000)) retryCount++;
      else warnings[lease_id] = "not the newest lease of a message";
    }
    return { ackCount, retryCount, warnings };
  },
  purge: async (queue, input) => {
    PurgeRequest.parse(input);
    await queue.purge();
    return null;
  },
  __dev: async (queue, input) => {
    await queue.setDeliveries(DeliveriesRequest.parse(input).deliveries);
    return null;
  },
};

/**
 * Cloudflare's Queues API (https://developers.cloudflare.com/api/resources/queues/), as far as pull consumers go:
 * POST `/client/v4/accounts/{account}/queues/{queue}/{operation}` with a bearer token; every answer is a v4 envelope.
 */
export async function answerQueuesApi(request: Request, env: CloudEnv): Promise<Response> {
  const path = /^\/client\/v4\/accounts\/[^/]+\/queues\/([^/]+)\/(.+)$/.exec(new URL(request.url).pathname);
  const operation = OPERATIONS[path?.[2] ?? ""];
  const queueName = path?.[1] ?? "";
  if (operation === undefined || request.method !== "POST") return refuse(404, 7000, "No route for that URI");
  if (request.headers.get("authorization") !== `Bearer ${env.QUEUES_API_TOKEN}`) {
    return refuse(401, 10_000, "Authentication error");
  }
  if (!env.QUEUES.includes(queueName)) return refuse(404, 11_000, `Queue ${queueName} does not exist`);
  try {
    const result = await operation(openQueue(env, queueName), await request.json());
    return Response.json({ success: true, errors: [], messages: [], result });
  } catch (error) {
    return refuse(400, 10_026, error instanceof Error ? error.message : String(error));
  }
}

function presentMessage(message: LeasedMessage): object {
  return {
    id: message.id,
    body: message.body,
    attempts: message.attempts,
    timestamp_ms: message.sentAtMs,
    lease_id: message.leaseId,
    metadata: { "CF-Content-Type": message.contentType },
  };
}

function refuse(status: number, code: number, message: string): Response {
  return Response.json({ success: false, errors: [{ code, message }], messages: [], result: null }, { status });
}
