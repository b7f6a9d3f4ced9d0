import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { NODE_PATHS } from "../../contract/node-api.ts";
import { MAX_PHRASE_BYTES } from "../../contract/synthesis.ts";
import { mintNode, send } from "../../testing/factories.ts";

test.for([
  ["half a sample", "?epoch=1&attempt=1", { "content-length": "3" }, 400],
  ["no length", "?epoch=1&attempt=1", {}, 400],
  ["more than ten minutes", "?epoch=1&attempt=1", { "content-length": String(MAX_PHRASE_BYTES + 2) }, 413],
  ["no fence", "", { "content-length": "2" }, 400],
  ["a fence of zero", "?epoch=0&attempt=1", { "content-length": "2" }, 400],
  ["a fence that is no number", "?epoch=1&attempt=x", { "content-length": "2" }, 400],
] as const)("a phrase with %s is refused", async ([, query, headers, status], { expect }) => {
  const { key } = await mintNode();
  const path = NODE_PATHS.phrase(newId(), 0) + query;
  const response = await send(path, { key, method: "PUT", body: new Uint8Array(2), headers });
  expect(response.status).toBe(status);
});

test("a phrase of a synthesis that was never made is not kept", async ({ expect }) => {
  const { key } = await mintNode();
  const jobId = newId();
  const path = `${NODE_PATHS.phrase(jobId, 0)}?epoch=1&attempt=1&holder=me`;
  const headers = { "content-length": "2" };
  const response = await send(path, { key, method: "PUT", body: new Uint8Array(2), headers });
  expect(await response.json()).toEqual({ outcome: "cancelled" });
  expect(await env.AUDIO.head(`phrases/${jobId}/0`)).toBeNull();
});

test("a failed phrase is told to its synthesis", async ({ expect }) => {
  const { key } = await mintNode();
  const failure = { code: "engine_failed", detail: "crashed" };
  const json = { fence: { epoch: 1, attempt: 1 }, failure };
  const response = await send(NODE_PATHS.phraseFailure(newId(), 0), { key, json });
  expect(await response.json()).toEqual({ outcome: "cancelled" });
});
