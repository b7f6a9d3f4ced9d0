import type { Context } from "hono";
import { AckRequest } from "../../contract/node-api.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { callQueue } from "./call-queue.ts";
import { queueOf } from "./params.ts";

export async function ackMessages(c: Context<AppEnv>): Promise<Response> {
  const ack = await readJson(c, AckRequest);
  return Response.json(await callQueue(c.get("scope"), queueOf(c), "ack", ack));
}
