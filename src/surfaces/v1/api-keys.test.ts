import { eq } from "drizzle-orm";
import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { apiKeys } from "../../db/schema.ts";
import { mintTenant, send } from "../../testing/factories.ts";
import { until } from "../../testing/until.ts";
import { ApiKeyList, CreatedApiKey } from "./keys-wire.ts";

async function createKey(key: string, json: unknown = { name: "backend" }) {
  const response = await send("/v1/api-keys", { key, json });
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
}

async function mintedKey(key: string, json?: unknown) {
  return CreatedApiKey.parse((await createKey(key, json)).body);
}

async function listKeys(key: string) {
  return ApiKeyList.parse(await (await send("/v1/api-keys", { key })).json()).keys;
}

async function statusOf(key: string, path: string): Promise<number> {
  return (await send(path, { key })).status;
}

test("a key is shown once, works at once, and is listed without itself", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const { status, body } = await createKey(apiKey);
  expect(status).toBe(201);
  const { key, ...shown } = CreatedApiKey.parse(body);
  expect(key).toMatch(/^nag_[0-9a-f]{32}$/);
  expect(shown).toMatchObject({ name: "backend", prefix: key.slice(0, 8), scopes: [], expires_at: null });
  expect(await statusOf(key, "/v1/transcriptions")).toBe(200);
  const listed = await listKeys(apiKey);
  expect(listed.map(({ name }) => name)).toEqual(["backend", "first key"]);
  expect(JSON.stringify(listed)).not.toContain(key.slice(8));
});

test("a revoked key ends with its next request, is not listed, and may be revoked again", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const { id, key } = await mintedKey(apiKey);
  const revoke = () => send(`/v1/api-keys/${id}`, { key: apiKey, method: "DELETE" });
  expect((await revoke()).status).toBe(204);
  const refused = await send("/v1/transcriptions", { key });
  expect([refused.status, await refused.json()]).toMatchObject([401, { error: "api key has been revoked" }]);
  expect((await listKeys(apiKey)).map((listed) => listed.id)).not.toContain(id);
  expect((await revoke()).status).toBe(204);
});

test("another account's key, an unknown id and no id at all are the same 404", async ({ expect }) => {
  const other = await mintTenant();
  const { id } = await mintedKey(other.apiKey);
  const { apiKey } = await mintTenant();
  const answers = await Promise.all(
    [id, newId(), "not-a-uuid"].map(async (path) => {
      const response = await send(`/v1/api-keys/${path}`, { key: apiKey, method: "DELETE" });
      return `${response.status} ${await response.text()}`;
    }),
  );
  expect(new Set(answers)).toEqual(new Set(['404 {"error":"api key not found","code":"api_key_not_found"}']));
  expect((await listKeys(other.apiKey)).map((listed) => listed.id)).toContain(id);
});

test("scopes open their own routes and no others", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const { key: stt } = await mintedKey(apiKey, { name: "stt", scopes: ["stt"] });
  const { key: tts } = await mintedKey(apiKey, { name: "tts", scopes: ["tts"] });
  const { key: keys } = await mintedKey(apiKey, { name: "keys", scopes: ["keys"] });
  expect(await statusOf(stt, "/v1/transcriptions")).toBe(200);
  expect(await statusOf(keys, "/v1/api-keys")).toBe(200);
  expect(await statusOf(tts, "/v1/usage")).toBe(200);
  for (const [key, path] of [
    [stt, "/v1/api-keys"],
    [tts, "/v1/transcriptions"],
    [tts, `/v1/transcriptions/${newId()}/eta`],
    [keys, "/v1/transcriptions"],
    [stt, "/v1/tts/voices"],
  ] as const) {
    const refused = await send(path, { key });
    expect([path, refused.status, await refused.json()]).toMatchObject([path, 403, { code: "scope_missing" }]);
  }
  expect((await send("/v1/uploads/presign", { key: tts, json: { filename: "a" } })).status).toBe(403);
});

test("a key cannot create one that may do more than itself", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const { key } = await mintedKey(apiKey, { name: "narrow", scopes: ["keys", "stt"] });
  expect((await createKey(key, { name: "a", scopes: ["stt"] })).status).toBe(201);
  expect(await createKey(key, { name: "a", scopes: ["tts"] })).toMatchObject({ status: 403 });
  expect(await createKey(key, { name: "a" })).toMatchObject({ status: 403, body: { code: "scope_missing" } });
});

test("a key with an expiry works until then", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const expires_at = new Date(Date.now() + 60_000).toISOString();
  const created = await mintedKey(apiKey, { name: "short", expires_at });
  expect(created.expires_at).toBe(expires_at);
  expect(await statusOf(created.key, "/v1/transcriptions")).toBe(200);
  await ctx.db.update(apiKeys).set({ expiresAtMs: 1 }).where(eq(apiKeys.id, created.id));
  const refused = await send("/v1/transcriptions", { key: created.key });
  expect(await refused.json()).toMatchObject({ error: "api key has expired" });
});

test.for([
  {},
  { name: "" },
  { name: 7 },
  { name: "a\u0000" },
  { name: "x".repeat(201) },
  { name: "a", scopes: ["admin"] },
  { name: "a", scopes: "stt" },
  { name: "a", expires_at: "tomorrow" },
  { name: "a", expires_at: "2020-01-01T00:00:00Z" },
])("the request %j is refused with 400", async (json, { expect }) => {
  const { apiKey } = await mintTenant();
  expect(await createKey(apiKey, json)).toMatchObject({ status: 400, body: { code: "invalid_request" } });
});

test("the last use is noted, at most once a minute", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const own = eq(apiKeys.accountId, ctx.owner);
  const lastUse = async () => (await ctx.db.select().from(apiKeys).where(own))[0]?.lastUsedAtMs ?? null;
  await send("/v1/usage", { key: apiKey });
  const first = await until(async () => (await lastUse()) ?? undefined);
  await send("/v1/usage", { key: apiKey });
  await scheduler.wait(50);
  expect(await lastUse()).toBe(first);
  await ctx.db
    .update(apiKeys)
    .set({ lastUsedAtMs: Date.now() - 61_000 })
    .where(own);
  await send("/v1/usage", { key: apiKey });
  await expect.poll(lastUse).toBeGreaterThanOrEqual(first);
});
