import { env } from "cloudflare:workers";
import { test } from "vitest";
import { findJobs } from "../../../jobs/find-jobs.ts";
import { mintTenant, type Tenant } from "../../../testing/factories.ts";
import { awaitJobId, CLIP, failJob, orderOf, sendStt } from "../../../testing/recognition.ts";
import { recognizeJob } from "../../../testing/recognize.ts";
import { wavOf } from "../../../testing/wav.ts";
import { mintEndpoint, receiver } from "../../../testing/webhooks.ts";
import { listEvents } from "../../../webhooks/list-events.ts";
import { AsrResponse } from "./wire.ts";

async function create(tenant: Tenant, json: unknown, bindings: Partial<Env> = {}) {
  const response = await sendStt(tenant, "", { json, bindings });
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
}

async function jobsOf({ ctx }: Tenant) {
  return (await findJobs(ctx, { limit: 10, offset: 0 })).rows;
}

async function storedOf({ ctx }: Tenant): Promise<number> {
  return (await env.AUDIO.list({ prefix: `uploads/${ctx.owner}/` })).objects.length;
}

test("without waiting, a job is queued and echoes all that was asked", async ({ expect }) => {
  const tenant = await mintTenant();
  const config = { engine: "stt-general", include_filler: "TRUE", speaker_count: "3", enable_voice_insights: true };
  const { status, body } = await create(tenant, orderOf(config, { data: CLIP, label: "Call" }));
  expect(status).toBe(200);
  expect(AsrResponse.parse(body)).toMatchObject({
    status: "queued",
    request: { label: "Call", uri: null, data: null, duration: null, mime_type: "audio/wav" },
    result: null,
    job_config: {
      model: "stt-general",
      wait: false,
      include_filler: true,
      include_partial_results: false,
      auto_punctuation: false,
      enable_spoken_numerals: false,
      speaker_count: 3,
      enable_speech_insights: false,
      enable_voice_insights: true,
    },
    model: { name: "stt-general", language: "English", channels: 1, samplerate: 16_000 },
  });
  const [row] = await jobsOf(tenant);
  expect(row).toMatchObject({
    id: body["job_id"],
    filename: "Call",
    options: { promptPreset: "verbatim", punctuate: false, numerals: false },
    sizeBytes: 76,
  });
});

test("what is asked of the recognizer is told to it", async ({ expect }) => {
  const tenant = await mintTenant();
  await create(tenant, orderOf({ auto_punctuation: true, enable_spoken_numerals: "true" }));
  const [row] = await jobsOf(tenant);
  expect(row?.options).toMatchObject({ promptPreset: "remove_fillers", punctuate: true, numerals: true });
});

test("with wait, the answer is the finished job", async ({ expect }) => {
  const tenant = await mintTenant();
  const answer = create(tenant, orderOf({ wait: true }));
  await recognizeJob(await awaitJobId(tenant), "um good morning");
  const { status, body } = await answer;
  expect(status).toBe(200);
  expect(AsrResponse.parse(body)).toMatchObject({
    status: "complete",
    request: { duration: 1 },
    result: { data: [{ transcript: "good morning", final: true, channel: 0, speaker_tag: 1 }], error: null },
    progress: null,
  });
});

test("a result that is not there in time leaves the job running", async ({ expect }) => {
  const tenant = await mintTenant();
  const { status, body } = await create(tenant, orderOf({ wait: true, include_partial_results: true }), {
    SYNC_WAIT_MS: "20",
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "queued", result: null, created_at: expect.any(String) });
  await recognizeJob(String(body["job_id"]), "late");
  expect(await (await sendStt(tenant, `/${String(body["job_id"])}`)).json()).toMatchObject({ status: "complete" });
});

test.for([
  ["audio_unreadable", "asr_request_unsupported_media_type"],
  ["audio_without_sound", "asr_request_unsupported_media_type"],
  ["audio_too_long", "asr_request_file_too_large"],
] as const)("waited for, audio with %s is refused with %s and leaves nothing", async ([code, name], { expect }) => {
  const tenant = await mintTenant();
  await mintEndpoint(tenant, receiver());
  const answer = create(tenant, orderOf({ wait: true }));
  await failJob(await awaitJobId(tenant), code, "in the node's words");
  const { status, body } = await answer;
  expect({ status, name: body["status"] }).toEqual({ status: 400, name });
  expect(await jobsOf(tenant)).toEqual([]);
  expect(await storedOf(tenant)).toBe(0);
  expect(await listEvents(tenant.ctx, {})).toEqual([]);
  const books = await env.ACCOUNT.getByName(tenant.ctx.owner).usage();
  expect(books?.usage).toMatchObject({ jobsToday: 0, activeJobs: 0, secondsUsed: 0 });
});

test("waited for, any other failure is told as a failed job", async ({ expect }) => {
  const tenant = await mintTenant();
  const answer = create(tenant, orderOf({ wait: true }));
  await failJob(await awaitJobId(tenant), "audio_changed", "the audio is another one");
  expect(await answer).toMatchObject({
    status: 200,
    body: { status: "failed", result: { data: [], error: "the audio is another one" } },
  });
});

test("a wav above the limit for waiting is refused before there is a job", async ({ expect }) => {
  const tenant = await mintTenant();
  const data = wavOf({ seconds: 2.5, sampleRate: 8000 }).toBase64();
  expect(await create(tenant, orderOf({ wait: true }, { data }), { SYNC_MAX_SECONDS: "2" })).toEqual({
    status: 400,
    body: {
      status: "asr_request_file_too_large",
      message: "the audio is too large: 2.5 s > 2 s",
      context: { duration: "2.5", max_duration: "2" },
    },
  });
  expect(await storedOf(tenant)).toBe(0);
  expect((await create(tenant, orderOf({}, { data }), { SYNC_MAX_SECONDS: "2" })).status).toBe(200);
});

test("a job on a uri is deferred, and echoes it", async ({ expect }) => {
  const tenant = await mintTenant();
  const uri = "https://audio.example/call.mp3";
  const { status, body } = await create(tenant, orderOf({}, { uri, mime_type: "audio/mpeg" }));
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { status: "deferred", request: { uri, mime_type: "audio/mpeg" } },
  });
  expect((await create(tenant, orderOf({}, { uri }))).body).toMatchObject({ request: { mime_type: null } });
});

test("above the account's limit of jobs at a time, a job is deferred", async ({ expect }) => {
  const tenant = await mintTenant({ concurrentJobs: 1 });
  expect((await create(tenant, orderOf())).body).toMatchObject({ status: "queued" });
  expect((await create(tenant, orderOf())).body).toMatchObject({ status: "deferred" });
});

test("without credit nothing is made, and the answer tells what is left", async ({ expect }) => {
  const [poor, broke] = [await mintTenant({ creditSeconds: 20 }), await mintTenant({ creditSeconds: 0 })];
  const order = orderOf({}, { data: wavOf({ seconds: 30, sampleRate: 2000 }).toBase64() });
  expect(await create(poor, order)).toMatchObject({
    status: 403,
    body: {
      status: "quota_insufficient",
      message: expect.stringContaining("30 seconds"),
      context: { current: 20, required: 30 },
    },
  });
  const refused = await create(broke, order);
  expect(refused).toMatchObject({ status: 403, body: { status: "quota_empty" } });
  expect(refused.body).not.toHaveProperty("context");
  expect([await jobsOf(poor), await storedOf(poor)]).toEqual([[], 0]);
});

test.for([
  [{ model: "stt-best" }, { data: CLIP }, "asr_model_not_found", { model: "stt-best" }],
  [{}, {}, "asr_request_no_audio_data", undefined],
  [{}, { data: "" }, "asr_request_no_audio_data", undefined],
  [{}, { data: null, uri: "" }, "asr_request_no_audio_data", undefined],
  [{}, { data: "not base64!" }, "asr_request_invalid_data", undefined],
  [{}, { uri: "ftp://audio.example/a" }, "asr_request_invalid_uri", undefined],
  [{}, { uri: "https://127.0.0.1/a.wav" }, "asr_request_invalid_uri", undefined],
  [{ wait: "true" }, { uri: "https://audio.example/a" }, "asr_request_waiting_not_allowed", undefined],
  [{}, { data: CLIP, duration: 1e9 }, undefined, undefined],
  [
    {},
    { data: "AAAA", duration: 1e9 },
    "asr_request_file_too_large",
    { duration: "1000000000", max_duration: "14400" },
  ],
] as const)("config %j with request %j is answered by %s", async ([config, request, name, context], { expect }) => {
  const { status, body } = await create(await mintTenant(), orderOf(config, request));
  if (name === undefined) return expect(status).toBe(200);
  expect(status).toBe(400);
  expect(body).toEqual({ status: name, message: expect.any(String), ...(context && { context }) });
});

test.for([
  {},
  [],
  null,
  { config: { model: "stt-general" } },
  { request: { data: CLIP } },
  orderOf({ model: undefined }),
  orderOf({ engine: "stt-general-online" }),
  orderOf({ wait: "maybe" }),
  orderOf({ speaker_count: 0 }),
  orderOf({ speaker_count: 1.5 }),
  orderOf({}, { data: CLIP, uri: "https://audio.example/a" }),
  orderOf({}, { data: CLIP, audio: "AAAA" }),
  orderOf({}, { data: 7 }),
  orderOf({}, { data: CLIP, label: "a\u0000b" }),
  orderOf({}, { data: CLIP, duration: -1 }),
])("the body %j is refused with 422 that tells where", async (json, { expect }) => {
  const { status, body } = await create(await mintTenant(), json);
  expect(status).toBe(422);
  expect(body).toMatchObject({
    status: "request_validation_error",
    context: {
      errors: expect.arrayContaining([{ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) }]),
    },
  });
});

test("the audio may be called audio, and be a data URL", async ({ expect }) => {
  const tenant = await mintTenant();
  expect((await create(tenant, orderOf({}, { audio: CLIP }))).status).toBe(200);
  const { body } = await create(tenant, orderOf({}, { data: "data:audio/x-thing;base64,AAAA" }));
  expect(body).toMatchObject({ request: { mime_type: "audio/x-thing" } });
});

test("a request without a body is refused with 422", async ({ expect }) => {
  const tenant = await mintTenant();
  const answers = [
    await sendStt(tenant, "", { method: "POST" }),
    await sendStt(tenant, "", { method: "POST", headers: { "content-type": "application/json" } }),
  ];
  for (const answer of answers) {
    expect([answer.status, await answer.json()]).toMatchObject([422, { status: "request_validation_error" }]);
  }
});

test("what is no JSON is refused with 422, other types with 415, and more than 10 MB with 413", async ({ expect }) => {
  const tenant = await mintTenant();
  const headers = { "content-type": "application/json" };
  const answers = await Promise.all([
    sendStt(tenant, "", { body: "{", headers }),
    sendStt(tenant, "", { body: "{}", headers: { "content-type": "text/plain" } }),
    sendStt(tenant, "", { body: " ".repeat(10 * 1024 * 1024 + 1), headers }),
  ]);
  const told = await Promise.all(
    answers.map(async (answer) => [answer.status, (await answer.json<AsrResponse>()).status]),
  );
  expect(told).toEqual([
    [422, "request_validation_error"],
    [415, "unsupported_media_type"],
    [413, "request_too_large"],
  ]);
});
