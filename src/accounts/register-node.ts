import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import { nodes } from "../db/schema.ts";
import { hashKey } from "./hash-key.ts";
import { mintKey } from "./mint-key.ts";

/** Gives an inference node its own key, shown this once. */
export async function registerNode(
  { env, db }: Pick<Context, "env" | "db">,
  { name }: { name: string },
): Promise<{ id: string; name: string; key: string }> {
  const id = newId();
  const key = mintKey("node_");
  const digest = await hashKey(env.KEY_PEPPER, key);
  await db.insert(nodes).values({ id, name, digest, models: [], createdAtMs: Date.now() });
  return { id, name, key };
}
