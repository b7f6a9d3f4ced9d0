import { eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { nodes } from "../db/schema.ts";
import { hashKey } from "./hash-key.ts";

const NODE_KEY = /^node_[0-9a-f]{32}$/;

/** The node that a key belongs to, read anew for each call so that revoking is immediate. */
export async function authenticateNode(
  { env, db }: Pick<Context, "env" | "db">,
  token: string,
): Promise<{ nodeId: string }> {
  if (!NODE_KEY.test(token)) throw new SpeechFault("api_key_invalid");
  const digest = await hashKey(env.KEY_PEPPER, token);
  const [node] = await db
    .select({ id: nodes.id, revokedAtMs: nodes.revokedAtMs })
    .from(nodes)
    .where(eq(nodes.digest, digest))
    .limit(1);
  if (node === undefined) throw new SpeechFault("api_key_invalid");
  if (node.revokedAtMs !== null) throw new SpeechFault("api_key_revoked");
  return { nodeId: node.id };
}
