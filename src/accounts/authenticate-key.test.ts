import { eq } from "drizzle-orm";
import { test } from "vitest";
import { FAULTS } from "../contract/faults.ts";
import { apiKeys } from "../db/schema.ts";
import { mintTenant, send } from "../testing/factories.ts";

const UNKNOWN_KEY = `nag_${"0".repeat(32)}`;

async function refusalOf(authorization?: string): Promise<unknown> {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const response = await send("/v1/transcriptions", { headers });
  return { status: response.status, ...(await response.json<{ error: string }>()) };
}

test("a request without the header is told that it is missing", async ({ expect }) => {
  expect(await refusalOf()).toMatchObject({ status: 401, error: "missing Authorization header" });
});

test.for(["Bearer", "Bearer a b", "Basic abc", UNKNOWN_KEY, "Bearer: x"])(
  "the header %j is told that its format is invalid",
  async (authorization, { expect }) => {
    expect(await refusalOf(authorization)).toMatchObject({ status: 401, error: "invalid Authorization header format" });
  },
);

test.for([UNKNOWN_KEY, "nag_short", UNKNOWN_KEY.toUpperCase(), `nag_${"A".repeat(32)}`, "x", "a.b", "a.b.c.d"])(
  "the unknown token %j is an invalid api key",
  async (token, { expect }) => {
    expect(await refusalOf(`Bearer ${token}`)).toMatchObject({ status: 401, error: "invalid api key" });
  },
);

test.for(["a.b.c", "..", "nag_.x.y"])(
  "the token %j, which has two dots, is an invalid token",
  async (token, { expect }) => {
    expect(await refusalOf(`Bearer ${token}`)).toMatchObject({ status: 401, error: "invalid token" });
  },
);

test("a key of its owner is let in", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  expect((await send("/v1/transcriptions", { key: apiKey })).status).toBe(200);
  expect((await send("/v1/transcriptions", { headers: { authorization: `bearer ${apiKey}` } })).status).toBe(200);
});

test("a revoked key is told so from the next request on", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  await ctx.db.update(apiKeys).set({ revokedAtMs: Date.now() }).where(eq(apiKeys.accountId, ctx.owner));
  expect(await refusalOf(`Bearer ${apiKey}`)).toMatchObject({ status: 401, error: "api key has been revoked" });
});

test("an expired key is told so, one that expires later is let in", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const own = eq(apiKeys.accountId, ctx.owner);
  await ctx.db
    .update(apiKeys)
    .set({ expiresAtMs: Date.now() - 1 })
    .where(own);
  expect(await refusalOf(`Bearer ${apiKey}`)).toMatchObject({ status: 401, error: "api key has expired" });
  await ctx.db
    .update(apiKeys)
    .set({ expiresAtMs: Date.now() + 60_000 })
    .where(own);
  expect((await send("/v1/transcriptions", { key: apiKey })).status).toBe(200);
});

test("an expired JWT has its documented sentence", ({ expect }) => {
  expect(FAULTS.token_expired).toMatchObject({ status: 401, title: "token expired" });
});

test("neither a key nor anything it can be computed from is stored", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const [row] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.accountId, ctx.owner));
  expect(row?.prefix).toBe(apiKey.slice(0, 8));
  expect(row?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(row)).not.toContain(apiKey.slice(8));
});
