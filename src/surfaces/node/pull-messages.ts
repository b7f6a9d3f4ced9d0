import type { Context } from "hono";
import { PullRequest, PullResponse } from "../../contract/node-api.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { callQueue } from "./call-queue.ts";
import { queueOf } from "./params.ts";

/** Cloudflare's own pull answers at once; asking this often is what a held request adds to a job's waiting time. */
const PAUSE_MS = 150;

/** Passes a pull on and, while the queue is empty, asks again until `wait_ms` is over or the node hangs up. */
export async function pullMessages(c: Context<AppEnv>): Promise<Response> {
  const { wait_ms: waitMs = 0, ...pull } = await readJson(c, PullRequest);
  const queue = queueOf(c);
  const endsAtMs = Date.now() + waitMs;
  for (;;) {
    const answer = PullResponse.parse(await callQueue(c.get("scope"), queue, "pull", pull));
    const isEmpty = (answer.result?.messages ?? []).length === 0;
    if (!isEmpty || Date.now() + PAUSE_MS > endsAtMs || c.req.raw.signal.aborted) return c.json(answer);
    await scheduler.wait(PAUSE_MS);
  }
}
