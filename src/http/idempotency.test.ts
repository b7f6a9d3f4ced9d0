import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { test } from "vitest";
import { mintTenant, mintUpload, send, type Tenant } from "../testing/factories.ts";
import { sealOf } from "./seal.ts";

function create({ apiKey }: Tenant, idempotencyKey: string, json: unknown, bindings: Partial<Env> = {}) {
  const headers = { "idempotency-key": idempotencyKey };
  return send("/v1/transcriptions", { key: apiKey, json, headers, bindings });
}

async function countOf({ apiKey }: Tenant): Promise<number> {
  return (await (await send("/v1/transcriptions", { key: apiKey })).json<{ count: number }>()).count;
}

test("twenty concurrent equal creates make one job and all get the same answer", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1 });
  const object_key = await mintUpload(tenant);
  const responses = await Promise.all(Array.from({ length: 20 }, () => create(tenant, "one", { object_key })));
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1);
  expect(responses.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(19);
  expect(responses.every(({ headers }) => headers.get("content-type") === "application/json")).toBe(true);
  expect(await countOf(tenant)).toBe(1);
});

test("another body or another route under the same key is refused with 422", async ({ expect }) => {
  const tenant = await mintTenant();
  const object_key = await mintUpload(tenant);
  await create(tenant, "k", { object_key });
  const otherBody = await create(tenant, "k", { object_key, language: "en" });
  expect([otherBody.status, await otherBody.json()]).toEqual([
    422,
    { error: "the Idempotency-Key was used with another request", code: "idempotency_key_reused" },
  ]);
  const otherRoute = await send("/v1/api-keys", {
    key: tenant.apiKey,
    json: { object_key },
    headers: { "idempotency-key": "k" },
  });
  expect(otherRoute.status).toBe(422);
  expect(await countOf(tenant)).toBe(1);
});

test("two accounts may use the same key", async ({ expect }) => {
  const [first, second] = [await mintTenant(), await mintTenant()];
  expect((await create(first, "same", { object_key: await mintUpload(first) })).status).toBe(201);
  const other = await create(second, "same", { object_key: await mintUpload(second) });
  expect([other.status, other.headers.get("idempotency-replayed")]).toEqual([201, null]);
});

test("a refusal is not remembered: the same request may succeed later", async ({ expect }) => {
  const tenant = await mintTenant({ creditSeconds: 0 });
  const json = { object_key: await mintUpload(tenant) };
  expect((await create(tenant, "k", json)).status).toBe(402);
  await env.ACCOUNT.getByName(tenant.ctx.owner).addCredit(60);
  expect((await create(tenant, "k", json)).status).toBe(201);
});

test("a request that failed midway is carried out as the same job when it is repeated", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1, dailyJobs: 1 });
  const json = { object_key: await mintUpload(tenant) };
  const unreachable = { getByName: () => ({ start: () => Promise.reject(new Error("unreachable")) }) };
  const failed = await create(tenant, "k", json, { JOB: Object.assign(Object.create(env.JOB), unreachable) });
  expect(failed.status).toBe(503);
  expect((await create(tenant, "k", json)).status).toBe(201);
  expect(await countOf(tenant)).toBe(1);
});

test("a claim whose holder died is taken over when its lease ends, as the same operation", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const account = env.ACCOUNT.getByName(ctx.owner);
  const request = { key: "digest", fingerprint: "print" };
  const first = await account.claimRequest(request);
  const second = account.claimRequest(request);
  await runInDurableObject(account, (_, { storage }) => {
    storage.sql.exec("UPDATE requests SET lease_ends_ms = ?", Date.now() + 50);
  });
  await account.expireRequest(request);
  expect(await second).toEqual(first);
  await account.answerRequest(request, "late", Infinity);
  await account.answerRequest(request, "later", Infinity);
  expect(await account.claimRequest(request)).toEqual({ outcome: "answered", answer: "late" });
});

test("an answer is forgotten after a day, or as soon as it is of no use", async ({ expect }) => {
  const tenant = await mintTenant();
  const presign = () =>
    send("/v1/uploads/presign", {
      key: tenant.apiKey,
      json: { filename: "a" },
      headers: { "idempotency-key": "upload" },
    });
  const first = await (await presign()).text();
  expect(await (await presign()).text()).toBe(first);
  const account = env.ACCOUNT.getByName(tenant.ctx.owner);
  await runInDurableObject(account, (_, { storage }) => {
    const [row] = storage.sql.exec<{ forget_at_ms: number }>("SELECT forget_at_ms FROM requests").toArray();
    expect(row?.forget_at_ms).toBeLessThan(Date.now() + 901_000);
    storage.sql.exec("UPDATE requests SET forget_at_ms = ?", Date.now());
  });
  expect(await (await presign()).text()).not.toBe(first);
});

test("a new API key is given again to its owner, and stands nowhere in the store", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const createKey = async () => {
    const headers = { "idempotency-key": "secret-of-the-client" };
    return (await send("/v1/api-keys", { key: apiKey, json: { name: "a" }, headers })).json<{ key: string }>();
  };
  const { key } = await createKey();
  expect((await createKey()).key).toBe(key);
  await runInDurableObject(env.ACCOUNT.getByName(ctx.owner), (_, { storage }) => {
    const stored = JSON.stringify(storage.sql.exec("SELECT * FROM requests").toArray());
    expect(stored).not.toContain(key);
    expect(stored).not.toContain("secret-of-the-client");
  });
});

test("a caller with other permissions is not given the answer of a stronger one", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const headers = { "idempotency-key": "mint" };
  const mint = (key: string, json: unknown) => send("/v1/api-keys", { key, json, headers });
  const narrow = async (scopes: string[]) => {
    const response = await send("/v1/api-keys", { key: apiKey, json: { name: "narrow", scopes } });
    return (await response.json<{ key: string }>()).key;
  };
  expect((await mint(apiKey, { name: "all" })).status).toBe(201);
  expect((await mint(await narrow(["stt"]), { name: "all" })).status).toBe(403);
  expect((await mint(await narrow(["keys"]), { name: "all" })).status).toBe(422);
});

test.for(["", "a b", "x".repeat(256)])("the key %j is refused with 400", async (key, { expect }) => {
  expect((await create(await mintTenant(), key, { object_key: "x" })).status).toBe(400);
});

test("a seal opens with its own key only", async ({ expect }) => {
  const sealed = await (await sealOf("pepper", "account", "key")).seal("text");
  expect(await (await sealOf("pepper", "account", "key")).open(sealed)).toBe("text");
  await expect((await sealOf("pepper", "account", "other")).open(sealed)).rejects.toThrow();
});
