import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { mintJob, mintTenant, mintUpload, send, type Tenant } from "../../testing/factories.ts";
import { CreateTranscriptionResponse, Transcription, TranscriptionList } from "./wire.ts";

async function create({ apiKey }: Tenant, json: unknown) {
  return send("/v1/transcriptions", { key: apiKey, json });
}

async function list({ apiKey }: Tenant, query = "") {
  const response = await send(`/v1/transcriptions${query}`, { key: apiKey });
  return TranscriptionList.parse(await response.json());
}

test("a created job is queued and echoes what was asked", async ({ expect }) => {
  const tenant = await mintTenant();
  const object_key = await mintUpload(tenant);
  const response = await create(tenant, {
    object_key,
    language: "en-US",
    pricing_mode: "package",
    duration_seconds: 3,
  });
  expect(response.status).toBe(201);
  const { id, status, transcription } = CreateTranscriptionResponse.parse(await response.json());
  expect(status).toBe("queued");
  expect(transcription).toMatchObject({
    id,
    object_key,
    filename: "speech.wav",
    content_type: "audio/wav",
    size_bytes: 16,
    duration_seconds: null,
    language: "en",
    model: "gemma4-e2b-asr",
    chunk_prompt_preset: "default",
    pricing_mode: "package",
    text: null,
    segments: [],
    progress: 0,
    error: null,
  });
});

test("a job reads back under its id, in upper case too", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const response = await send(`/v1/transcriptions/${row.id.toUpperCase()}`, { key: tenant.apiKey });
  expect(response.status).toBe(200);
  expect(Transcription.parse(await response.json()).id).toBe(row.id);
});

test("two jobs on one upload are two jobs", async ({ expect }) => {
  const tenant = await mintTenant();
  const object_key = await mintUpload(tenant);
  await create(tenant, { object_key });
  await create(tenant, { object_key });
  expect((await list(tenant)).count).toBe(2);
});

test("unknown, foreign, not yet uploaded and empty uploads are refused, the first three in the same words", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const foreign = await mintUpload(await mintTenant());
  const pending = await send("/v1/uploads/presign", { key: tenant.apiKey, json: { filename: "a" } });
  const { object_key } = await pending.json<{ object_key: string }>();
  const answers = await Promise.all(
    [`uploads/${tenant.ctx.owner}/${newId()}`, foreign, object_key].map(async (key) => {
      const response = await create(tenant, { object_key: key });
      return `${response.status} ${await response.text()}`;
    }),
  );
  expect(new Set(answers)).toEqual(new Set([expect.stringContaining("400 ")]));

  const empty = await create(tenant, { object_key: await mintUpload(tenant, new Uint8Array()) });
  expect(empty.status).toBe(400);
  expect(await empty.json()).toEqual({ error: "the uploaded file is empty", code: "upload_empty" });
});

test("another account's job, an unknown id and no id at all are the same 404", async ({ expect }) => {
  const { row } = await mintJob(await mintTenant());
  const { apiKey } = await mintTenant();
  for (const suffix of ["", "/stream"]) {
    const answers = await Promise.all(
      [row.id, newId(), "not-a-uuid", "%00"].map(async (id) => {
        const response = await send(`/v1/transcriptions/${id}${suffix}`, { key: apiKey });
        return `${response.status} ${await response.text()}`;
      }),
    );
    expect(new Set(answers)).toEqual(new Set(['404 {"error":"transcription not found","code":"job_not_found"}']));
  }
});

test("a second job is refused with 429 while one runs, and told when to come back", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1 });
  const object_key = await mintUpload(tenant);
  expect((await create(tenant, { object_key })).status).toBe(201);
  const refused = await create(tenant, { object_key });
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(await refused.json()).toMatchObject({ code: "concurrency_reached" });
  expect((await list(tenant)).count).toBe(1);
});

test("a job that credit does not cover is refused with 402", async ({ expect }) => {
  const tenant = await mintTenant({ creditSeconds: 59 });
  const object_key = await mintUpload(tenant);
  expect((await create(tenant, { object_key })).status).toBe(402);
  expect((await create(tenant, { object_key, duration_seconds: 60 })).status).toBe(402);
  expect((await create(tenant, { object_key, duration_seconds: 59 })).status).toBe(201);
});

test("audio declared longer than the limit is refused with 400", async ({ expect }) => {
  const tenant = await mintTenant();
  const response = await create(tenant, { object_key: await mintUpload(tenant), duration_seconds: 1_000_000 });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "audio_too_long" });
});

test.for([
  { model: "whisper" },
  { chunk_prompt_preset: "loud" },
  { language: "English!" },
  { duration_seconds: -1 },
  { duration_seconds: 1.5 },
  { filename: "a\nb" },
  { object_key: 7 },
])("the options %j are refused with 400", async (options, { expect }) => {
  const tenant = await mintTenant();
  const response = await create(tenant, { object_key: "uploads/x", ...options });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ code: "invalid_request", error: expect.any(String) });
});

test("a page shows the newest first and counts all of the owner's jobs", async ({ expect }) => {
  const tenant = await mintTenant();
  const ids: string[] = [];
  for (let made = 0; made < 3; made++) ids.unshift((await mintJob(tenant)).row.id);
  await mintJob(await mintTenant());

  const idsOf = async (query: string) => (await list(tenant, query)).items.map(({ id }) => id);
  expect(await list(tenant)).toMatchObject({ count: 3 });
  expect(await idsOf("")).toEqual(ids);
  expect(await idsOf("?limit=2")).toEqual(ids.slice(0, 2));
  expect(await idsOf("?limit=2&offset=2")).toEqual(ids.slice(2));
  expect(await idsOf("?offset=9")).toEqual([]);
});

test("the page size is brought into 1 to 100", async ({ expect }) => {
  const tenant = await mintTenant();
  await mintJob(tenant);
  await mintJob(tenant);
  expect((await list(tenant, "?limit=0")).items).toHaveLength(1);
  expect((await list(tenant, "?limit=-5")).items).toHaveLength(1);
  expect((await list(tenant, "?limit=99999999999999999999")).items).toHaveLength(2);
});

test.for(["?limit=abc", "?limit=1.5", "?limit=", "?offset=-1", "?offset=x", "?limit=1&limit=2"])(
  "the page %s is refused with 400",
  async (query, { expect }) => {
    const { apiKey } = await mintTenant();
    expect((await send(`/v1/transcriptions${query}`, { key: apiKey })).status).toBe(400);
  },
);
