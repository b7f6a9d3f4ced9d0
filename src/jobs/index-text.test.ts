import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { jobTexts } from "../db/schema.ts";
import { mintJob, mintTenant, type Tenant } from "../testing/factories.ts";
import { countJobs } from "./count-jobs.ts";
import { indexText } from "./index-text.ts";

async function found({ ctx }: Tenant, query: string): Promise<number> {
  return countJobs(ctx, { query });
}

test("a text that is indexed again takes the place of the one before", async ({ expect }) => {
  const tenant = await mintTenant();
  const jobId = (await mintJob(tenant)).row.id;
  for (const text of ["first words", "second words", "second words"]) await indexText(tenant.ctx.db, { jobId, text });
  expect([await found(tenant, "first"), await found(tenant, "second words")]).toEqual([0, 1]);
});

test("of a job that was erased no text is kept", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const before = await ctx.db.$count(jobTexts);
  await indexText(ctx.db, { jobId: newId(), text: "gone" });
  expect(await ctx.db.$count(jobTexts)).toBe(before);
});

test("the longest text that fits is kept, and searched to its end", async ({ expect }) => {
  const tenant = await mintTenant();
  const jobId = (await mintJob(tenant)).row.id;
  await indexText(tenant.ctx.db, { jobId, text: `${"я".repeat(599_990)} last ${"я".repeat(1000)}` });
  expect(await found(tenant, "last")).toBe(1);
});
