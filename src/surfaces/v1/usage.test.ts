import { eq } from "drizzle-orm";
import { test } from "vitest";
import { DAY_MS } from "../../contract/units.ts";
import { newId } from "../../contract/ids.ts";
import { jobs, ttsJobs } from "../../db/schema.ts";
import { mintJob, mintTenant, send, type Tenant } from "../../testing/factories.ts";
import { recognizeJob } from "../../testing/recognize.ts";
import { Usage } from "./usage-wire.ts";

async function usageOf({ apiKey }: Tenant, query = "") {
  return Usage.parse(await (await send(`/v1/usage${query}`, { key: apiKey })).json());
}

/** A synthesis of the tenant, as the index knows it. */
async function mintSpeech({ ctx }: Tenant, characters: number, createdAtMs: number, status: "complete" | "failed") {
  await ctx.db.insert(ttsJobs).values({
    id: newId(),
    accountId: ctx.owner,
    text: "x".repeat(characters),
    characters,
    voice: "alloy",
    delivery: "object",
    status,
    createdAtMs,
  });
}

test("jobs, measured seconds and characters are counted on the day of their creation", async ({ expect }) => {
  const tenant = await mintTenant();
  const [done, queued] = [(await mintJob(tenant)).row.id, (await mintJob(tenant)).row.id];
  await recognizeJob(done, "hello", 7);
  const atMs = Date.UTC(2026, 1, 28, 23, 59, 59, 999);
  await expect.poll(async () => (await usageOf(tenant)).total.audio_seconds).toBe(7);
  await tenant.ctx.db.update(jobs).set({ createdAtMs: atMs }).where(eq(jobs.id, done));
  await tenant.ctx.db
    .update(jobs)
    .set({ createdAtMs: atMs + 1 })
    .where(eq(jobs.id, queued));
  await mintSpeech(tenant, 12, atMs + 1, "complete");
  await mintSpeech(tenant, 100, atMs + 1, "failed");
  await mintSpeech(await mintTenant(), 1000, atMs, "complete");

  expect(await usageOf(tenant, "?from=2026-02-28&to=2026-03-02")).toEqual({
    from: "2026-02-28",
    to: "2026-03-02",
    days: [
      { date: "2026-02-28", jobs: 1, audio_seconds: 7, characters: 0 },
      { date: "2026-03-01", jobs: 3, audio_seconds: 0, characters: 12 },
      { date: "2026-03-02", jobs: 0, audio_seconds: 0, characters: 0 },
    ],
    total: { jobs: 4, audio_seconds: 7, characters: 12 },
  });
  expect((await usageOf(tenant, "?from=2026-02-28&to=2026-02-28")).total.jobs).toBe(1);
});

test("without a range the last thirty days are shown, today included", async ({ expect }) => {
  const { days, to } = await usageOf(await mintTenant());
  expect(days).toHaveLength(30);
  expect(Math.abs(Date.parse(to) + DAY_MS / 2 - Date.now())).toBeLessThanOrEqual(DAY_MS);
});

test("a range may be 366 days long", async ({ expect }) => {
  const tenant = await mintTenant();
  expect((await usageOf(tenant, "?from=2028-01-01&to=2028-12-31")).days).toHaveLength(366);
});

test.for([
  "?from=yesterday",
  "?to=2026-02-30",
  "?from=2026-1-1",
  "?from=2026-01-01T00:00:00Z",
  "?from=2026-03-02&to=2026-03-01",
  "?from=2027-01-01&to=2028-01-02",
  "?from=",
  "?from=2026-01-01&from=2026-01-02",
])("the range %s is refused with 400", async (query, { expect }) => {
  const { apiKey } = await mintTenant();
  expect((await send(`/v1/usage${query}`, { key: apiKey })).status).toBe(400);
});
