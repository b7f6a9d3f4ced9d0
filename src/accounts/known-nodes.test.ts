import { env } from "cloudflare:workers";
import { test } from "vitest";
import { openDatabase } from "../db/client.ts";
import { mintNode } from "../testing/factories.ts";
import { KnownNodes } from "./known-nodes.ts";
import { revokeNode } from "./revoke-node.ts";

const scope = { env, db: openDatabase(env.DB) };
const withoutIndex = { env, db: openDatabase(Object.create(env.DB, { prepare: { value: refuse } })) };

function refuse(): never {
  throw new Error("D1_ERROR: the index is down");
}

test("a node goes on while the index is down, once the index has confirmed its key", async ({ expect }) => {
  const known = new KnownNodes();
  const { id, key } = await mintNode();
  await expect(known.authenticate(withoutIndex, key)).rejects.toThrow();
  expect(await known.authenticate(scope, key)).toEqual({ nodeId: id });
  expect(await known.authenticate(withoutIndex, key)).toEqual({ nodeId: id });
});

test("a revoked key opens nothing any more, also while the index is down", async ({ expect }) => {
  const known = new KnownNodes();
  const { id, key } = await mintNode();
  await known.authenticate(scope, key);
  await revokeNode(scope, id);
  for (const at of [scope, withoutIndex]) await expect(known.authenticate(at, key)).rejects.toThrow();
});
