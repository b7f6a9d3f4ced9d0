import type { Context } from "hono";
import { recordHeartbeat } from "../../accounts/record-heartbeat.ts";
import { NodeHeartbeat } from "../../contract/node-api.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";

export async function beat(c: Context<AppEnv>): Promise<Response> {
  const heartbeat = await readJson(c, NodeHeartbeat);
  await recordHeartbeat(c.get("scope"), { nodeId: c.get("nodeId"), heartbeat });
  return c.body(null, 204);
}
