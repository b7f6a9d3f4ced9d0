import type { Context } from "hono";
import { FAULTS } from "../../contract/faults.ts";
import type { NodeQueue } from "../../contract/messages.ts";
import { PullRequest, PullResponse } from "../../contract/node-api.ts";
import type { AppEnv, RequestScope } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { callQueue } from "./call-queue.ts";
import { queueOf } from "./params.ts";

/** Cloudflare's own pull answers at once; asking this often is what a held request adds to a job's waiting time. */
const PAUSE_MS = 150;
/** The write that breaks a dead connection still succeeds: so long after it, the next one fails. */
const BREAK_MS = 1;
const ENCODER = new TextEncoder();
const SPACE = ENCODER.encode(" ");

/**
 * Passes a pull on and, while the queue is empty, asks again until `wait_ms` is over. Meanwhile spaces go out, which
 * JSON allows in front: a write that fails is the only sign that the node is gone, and a message pulled for a dead node
 * would be lost for a while.
 */
export async function pullMessages(c: Context<AppEnv>): Promise<Response> {
  const { wait_ms: waitMs = 0, ...request } = await readJson(c, PullRequest);
  const endsAtMs = Date.now() + waitMs;
  const relay = new PullRelay(c.get("scope"), queueOf(c), request);
  const first = await relay.pull();
  if (waitMs === 0) return c.json(first);

  const { readable, writable } = new IdentityTransformStream();
  c.executionCtx.waitUntil(relay.answer(writable.getWriter(), first, endsAtMs));
  return c.body(readable, 200, { "content-type": "application/json" });
}

class PullRelay {
  readonly #scope: RequestScope;
  readonly #queue: NodeQueue;
  readonly #request: Omit<PullRequest, "wait_ms">;

  constructor(scope: RequestScope, queue: NodeQueue, request: Omit<PullRequest, "wait_ms">) {
    this.#scope = scope;
    this.#queue = queue;
    this.#request = request;
  }

  async pull(): Promise<PullResponse> {
    return PullResponse.parse(await callQueue(this.#scope, this.#queue, "pull", this.#request));
  }

  /** Writes the first answer that holds messages, or the last one; hands messages back that did not arrive. */
  async answer(writer: WritableStreamDefaultWriter<Uint8Array>, first: PullResponse, endsAtMs: number): Promise<void> {
    let answer = first;
    try {
      while (answer.success && messagesOf(answer).length === 0 && Date.now() + PAUSE_MS <= endsAtMs) {
        await writer.write(SPACE);
        await scheduler.wait(PAUSE_MS);
        answer = await this.pull().catch(refusal);
      }
      await writer.write(ENCODER.encode(JSON.stringify(answer)));
      await scheduler.wait(BREAK_MS);
      await writer.close();
    } catch (error) {
      this.#scope.log.info("queue.pull unheard", { event: "queue.unheard", queue: this.#queue, error });
      await this.#handBack(answer);
    }
  }

  async #handBack(answer: PullResponse): Promise<void> {
    const retries = messagesOf(answer).map(({ lease_id }) => ({ lease_id, delay_seconds: 0 }));
    if (retries.length > 0) await callQueue(this.#scope, this.#queue, "ack", { retries });
  }
}

function messagesOf({ result }: PullResponse) {
  return result?.messages ?? [];
}

/** The status of a held request is out: what comes later is told in the body. */
function refusal(): PullResponse {
  const { status, title } = FAULTS.queue_unavailable;
  return { success: false, errors: [{ code: status, message: title }], messages: [], result: null };
}
