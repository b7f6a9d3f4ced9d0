import { eq } from "drizzle-orm";
import { test } from "vitest";
import { jobs } from "../../../db/schema.ts";
import { mintTenant, type Tenant } from "../../../testing/factories.ts";
import { mintRecognition, sendStt } from "../../../testing/recognition.ts";
import { recognizeJob } from "../../../testing/recognize.ts";
import { AsrJobsList } from "./wire.ts";

async function list(tenant: Tenant, query: Readonly<Record<string, string>> = {}) {
  return AsrJobsList.parse(await (await sendStt(tenant, `?${String(new URLSearchParams(query))}`)).json());
}

async function idsOf(tenant: Tenant, query: Readonly<Record<string, string>>): Promise<string[]> {
  const { data, length } = await list(tenant, query);
  expectCount(await (await sendStt(tenant, `/count?${String(new URLSearchParams(query))}`)).json(), length);
  return data.map(({ job_id }) => job_id);
}

/** Whatever is listed is counted. */
function expectCount(counted: unknown, length: number): void {
  if (counted !== length) throw new Error(`${length} are listed, ${String(counted)} are counted`);
}

async function mintDated({ ctx, ...tenant }: Tenant, createdAt: string): Promise<string> {
  const id = await mintRecognition({ ctx, ...tenant });
  await ctx.db
    .update(jobs)
    .set({ createdAtMs: Date.parse(createdAt) })
    .where(eq(jobs.id, id));
  return id;
}

async function mintSaying(tenant: Tenant, text: string): Promise<string> {
  const id = await mintRecognition(tenant);
  await recognizeJob(id, text);
  return id;
}

test("an item shows what was asked and how it stands, and nothing of its result", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant, { include_filler: true }, { label: "Call" });
  await recognizeJob(id, "hello");
  const { data, ...rest } = await list(tenant);
  expect(rest).toEqual({ pagination: { page: 1, per_page: 10, page_count: 1 }, length: 1 });
  expect(data).toEqual([
    {
      job_id: id,
      status: "complete",
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      modified_at: expect.any(String),
      request: { label: "Call", uri: null },
      job_config: { model: "stt-general", wait: false, include_filler: true, include_partial_results: false },
    },
  ]);
});

test("pages are counted from 1, newest first, and length is the whole", async ({ expect }) => {
  const tenant = await mintTenant();
  const ids: string[] = [];
  for (let made = 0; made < 3; made++) ids.unshift(await mintRecognition(tenant));
  await mintRecognition(await mintTenant());
  expect(await list(tenant, { per_page: "2" })).toMatchObject({
    pagination: { page: 1, per_page: 2, page_count: 2 },
    length: 3,
  });
  expect(await idsOf(tenant, {})).toEqual(ids);
  expect(await idsOf(tenant, { per_page: "2" })).toEqual(ids.slice(0, 2));
  expect(await idsOf(tenant, { per_page: "2", page: "2" })).toEqual(ids.slice(2));
  expect(await idsOf(tenant, { page: "1000000", per_page: "100" })).toEqual([]);
  expect(await idsOf(tenant, { sort_ascend: "True" })).toEqual(ids.toReversed());
  expect(await list(await mintTenant())).toEqual({
    pagination: { page: 1, per_page: 10, page_count: 0 },
    length: 0,
    data: [],
  });
});

test("by label, those without one come first of all, and equal ones by their time", async ({ expect }) => {
  const tenant = await mintTenant();
  const [b, a, none, alsoB] = [
    await mintRecognition(tenant, {}, { label: "b" }),
    await mintRecognition(tenant, {}, { label: "a" }),
    await mintRecognition(tenant),
    await mintRecognition(tenant, {}, { label: "b" }),
  ];
  expect(await idsOf(tenant, { sort_by: "label", sort_ascend: "true" })).toEqual([none, a, b, alsoB]);
  expect(await idsOf(tenant, { sort_by: "label" })).toEqual([alsoB, b, a, none]);
});

test("dates include the whole of both days, in UTC", async ({ expect }) => {
  const tenant = await mintTenant();
  const before = await mintDated(tenant, "2026-03-01T23:59:59.999Z");
  const first = await mintDated(tenant, "2026-03-02T00:00:00.000Z");
  const last = await mintDated(tenant, "2026-03-03T23:59:59.999Z");
  const after = await mintDated(tenant, "2026-03-04T00:00:00.000Z");
  const found = async (query: Readonly<Record<string, string>>) => (await idsOf(tenant, query)).toReversed();
  expect(await found({ from_date: "2026-03-02", until_date: "2026-03-03" })).toEqual([first, last]);
  expect(await found({ from_date: "2026-03-04" })).toEqual([after]);
  expect(await found({ until_date: "2026-03-01" })).toEqual([before]);
  expect(await found({ from_date: "2026-03-03", until_date: "2026-03-02" })).toEqual([]);
  expect(await found({ from_date: "2026-03-03T23:59:59.999Z", until_date: "2026-03-04T00:00:00Z" })).toEqual([
    last,
    after,
  ]);
  expect(await found({ until_date: "2026-03-02T07:00:00+07:00" })).toEqual([before, first]);
  expect(await found({ until_date: "2026-03-02T00:00:00" })).toEqual([before, first]);
});

test("search finds what was said by words, beginnings and phrases, whatever the case and the accents", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const town = await mintSaying(tenant, "My mother went to the town");
  const cafe = await mintSaying(tenant, "Her Mother sits in the Café");
  const cases: [string, string[]][] = [
    ["mother", [cafe, town]],
    ["town mother", [town]],
    ["mother caf", [cafe]],
    ["mot town", []],
    ["mot* town", [town]],
    ['"went to the"', [town]],
    ['"to went"', []],
    ["cafe", [cafe]],
    ["CAFÉ", [cafe]],
    ["mother OR nobody", []],
    ["-mother", [cafe, town]],
    ["?!", []],
    ["🙂", []],
    ["\0", []],
    ["  ", [cafe, town]],
    ["", [cafe, town]],
  ];
  for (const [query_text, ids] of cases) expect(await idsOf(tenant, { query_text }), query_text).toEqual(ids);
});

test("search never finds what was said to another account, nor to a job that is archived", async ({ expect }) => {
  const [tenant, other] = [await mintTenant(), await mintTenant()];
  const id = await mintSaying(tenant, "zanzibar");
  expect(await idsOf(other, { query_text: "zanzibar" })).toEqual([]);
  expect(await idsOf(tenant, { query_text: "zanzibar" })).toEqual([id]);
  expect(await idsOf(other, { query_text: tenant.ctx.owner.replaceAll("-", "") })).toEqual([]);
  await sendStt(tenant, `/${id}`, { method: "DELETE" });
  expect(await idsOf(tenant, { query_text: "zanzibar" })).toEqual([]);
});

test.for([
  "page=0",
  "page=-1",
  "page=1.5",
  "page=one",
  "page=",
  "page=1000001",
  "page=1&page=2",
  "per_page=0",
  "per_page=101",
  "sort_by=size",
  "sort_ascend=perhaps",
])("the list refuses %j with 422", async (query, { expect }) => {
  expect((await sendStt(await mintTenant(), `?${query}`)).status).toBe(422);
});

test.for([
  "from_date=yesterday",
  "from_date=2026-02-30",
  "until_date=2026-13-01",
  "until_date=",
  `query_text=${"a".repeat(257)}`,
])("list and count refuse %j with 422", async (query, { expect }) => {
  const tenant = await mintTenant();
  expect((await sendStt(tenant, `?${query}`)).status).toBe(422);
  expect((await sendStt(tenant, `/count?${query}`)).status).toBe(422);
});
