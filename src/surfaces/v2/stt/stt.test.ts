import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../../../contract/ids.ts";
import { mintJob, mintTenant, send, type Tenant } from "../../../testing/factories.ts";
import { failJob, mintRecognition, sendStt } from "../../../testing/recognition.ts";
import { planSpeech, recognizeJob } from "../../../testing/recognize.ts";
import { AsrModel, AsrResponse, AsrStatusResponse } from "./wire.ts";

async function get(tenant: Tenant, id: string): Promise<AsrResponse> {
  return AsrResponse.parse(await (await sendStt(tenant, `/${id}`)).json());
}

async function statusOf(tenant: Tenant, id: string): Promise<AsrStatusResponse> {
  return AsrStatusResponse.parse(await (await sendStt(tenant, `/${id}/status`)).json());
}

async function archive(tenant: Tenant, id: string): Promise<Response> {
  return sendStt(tenant, `/${id}`, { method: "DELETE" });
}

test("the models are a bare array with every field", async ({ expect }) => {
  const response = await sendStt(await mintTenant(), "/models");
  expect(response.status).toBe(200);
  const models = AsrModel.array().parse(await response.json());
  expect(models.map(({ name }) => name)).toEqual(["stt-general", "stt-general-online"]);
  for (const { label, ...model } of models) {
    expect(label).not.toBe("");
    expect(model).toMatchObject({ language: "English", domain: "general", acoustic: "recording", channels: 1 });
    expect(model.samplerate).toBe(16_000);
  }
});

test("without a key nothing is shown, and a wrong one is named so", async ({ expect }) => {
  const missing = await send("/v2/speech/stt/models");
  expect([missing.status, await missing.json()]).toEqual([
    401,
    { status: "auth_unauthorized", message: "missing x-api-key header" },
  ]);
  const wrong = await send("/v2/speech/stt", { apiKey: `nag_${"0".repeat(32)}` });
  expect([wrong.status, await wrong.json()]).toMatchObject([401, { status: "auth_invalid_api_key" }]);
});

test("an id is taken with and without hyphens, in any case", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant);
  for (const form of [id.toUpperCase(), id.replaceAll("-", ""), id.replaceAll("-", "").toUpperCase()]) {
    expect((await get(tenant, form)).job_id).toBe(id);
    expect((await statusOf(tenant, form)).job_id).toBe(id);
  }
});

test("a malformed id is 422; unknown and foreign ones are 404 in the same words", async ({ expect }) => {
  const tenant = await mintTenant();
  const foreign = await mintRecognition(await mintTenant());
  const asks = [
    ["GET", ""],
    ["GET", "/status"],
    ["DELETE", ""],
  ] as const;
  for (const [method, suffix] of asks) {
    const malformed = await sendStt(tenant, `/not-a-uuid${suffix}`, { method });
    expect([malformed.status, await malformed.json()]).toMatchObject([
      422,
      { status: "request_validation_error", context: { errors: [{ loc: ["job_id"] }] } },
    ]);
    for (const job_id of [newId(), foreign, "12345678-1234-5678-1234-567812345678", "f".repeat(32)]) {
      const response = await sendStt(tenant, `/${job_id}${suffix}`, { method });
      const context = { job_id: job_id.replace(/^f{32}$/, "ffffffff-ffff-ffff-ffff-ffffffffffff") };
      expect([response.status, await response.json()]).toEqual([
        404,
        { status: "job_not_found", message: "job not found", context },
      ]);
    }
  }
});

test("a finished job has its result, measured values and no progress", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant, { speaker_count: 2 });
  await recognizeJob(id, "good morning", 3);
  const job = await get(tenant, id);
  expect(job).toMatchObject({
    status: "complete",
    request: { duration: 3, data: null },
    result: {
      data: [{ transcript: "good morning", final: true, time_start: 0, channel: 0, speaker_tag: 1 }],
      path: null,
      error: null,
      latency: expect.any(Number),
      speaker_count: 1,
      speech_insights: null,
      voice_insights: null,
    },
    job_config: { speaker_count: 2 },
    progress: null,
  });
  expect(Date.parse(job.modified_at)).toBeGreaterThanOrEqual(Date.parse(job.created_at));
});

test("while a job runs, partial results show what there is; without them there is none", async ({ expect }) => {
  const tenant = await mintTenant();
  const [partial, whole] = [
    await mintRecognition(tenant, { include_partial_results: true }),
    await mintRecognition(tenant),
  ];
  for (const id of [partial, whole]) {
    expect((await get(tenant, id)).result).toBeNull();
    const fence = await planSpeech(id, 2);
    const tokens = [
      { text: "good", startSample: 0, endSample: 4000 },
      { text: " day", startSample: 4000, endSample: 8000 },
    ];
    await env.JOB.getByName(id).append(0, { fence, seq: 0, tokens });
  }
  const { status, result, progress } = await get(tenant, partial);
  expect({ status, result }).toMatchObject({
    status: "in_progress",
    result: { data: [{ final: false }], error: null, latency: null },
  });
  expect(progress).toEqual({ total: 0, details: { transfer: 100, transcribe: 0 } });
  expect((await get(tenant, whole)).result).toBeNull();
});

test("a failed job tells why and no text", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant);
  await failJob(id, "audio_unreadable", "the file is not audio");
  await expect.poll(async () => (await get(tenant, id)).status).toBe("failed");
  expect((await get(tenant, id)).result).toMatchObject({ data: [], error: "the file is not audio" });
});

test("the status counts what is done of the recording", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant);
  expect(await statusOf(tenant, id)).toMatchObject({
    job_id: id,
    status: "queued",
    progress: { total: 0, details: { transfer: 100, transcribe: 0 } },
  });
  const SECOND = 16_000;
  const span = (index: number, speech: boolean) => ({
    index,
    channel: 0,
    startSample: index * SECOND,
    endSample: (index + 1) * SECOND,
    speech,
  });
  const spans = [span(0, false), span(1, true), span(2, true)];
  await env.JOB.getByName(id).appendPlan({ fence: { epoch: 1, attempt: 1 }, spans, totalSamples: 3 * SECOND });
  expect(await statusOf(tenant, id)).toMatchObject({
    status: "in_progress",
    progress: { total: 33.33, details: { transfer: 100, transcribe: 33.33 } },
  });
});

test("a job whose audio has still to come says how much of it has", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant, {}, { data: null, uri: "https://audio.example/call.mp3" });
  expect(await statusOf(tenant, id)).toMatchObject({
    status: "deferred",
    progress: { total: 0, details: { transfer: 0, transcribe: 0 } },
  });
  const transfer = { receivedBytes: 500, totalBytes: 2000 };
  await env.JOB.getByName(id).beatFetch({ epoch: 1, attempt: 1 }, transfer);
  expect((await statusOf(tenant, id)).progress.details.transfer).toBe(25);
});

test("a finished job is archived once, with its result, and then is nowhere", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant);
  await recognizeJob(id, "good morning");
  const archived = await archive(tenant, id);
  expect(archived.status).toBe(200);
  expect(AsrResponse.parse(await archived.json())).toMatchObject({
    job_id: id,
    status: "complete",
    result: { data: [{ transcript: "good morning" }] },
  });
  const { apiKey } = tenant;
  const answers = await Promise.all([
    archive(tenant, id),
    sendStt(tenant, `/${id}`),
    sendStt(tenant, `/${id}/status`),
    ...["", "/stream", "/eta"].map((suffix) => send(`/v1/transcriptions/${id}${suffix}`, { key: apiKey })),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
  expect(await (await sendStt(tenant)).json()).toMatchObject({ length: 0, data: [] });
  expect(await (await sendStt(tenant, "/count")).json()).toBe(0);
  expect(await (await send("/v1/transcriptions", { key: apiKey })).json()).toEqual({ items: [], count: 0 });
});

test("a job that waits is cancelled by archiving it, and costs nothing", async ({ expect }) => {
  const tenant = await mintTenant({ creditSeconds: 600, concurrentJobs: 1 });
  const [queued, deferred] = [await mintRecognition(tenant), await mintRecognition(tenant)];
  for (const id of [deferred, queued]) {
    const archived = await archive(tenant, id);
    expect(archived.status).toBe(200);
    expect(await archived.json()).toMatchObject({ status: "cancelled", result: { data: [] } });
  }
  expect(await env.ACCOUNT.getByName(tenant.ctx.owner).usage()).toMatchObject({
    usage: { activeJobs: 0, secondsUsed: 0, creditSecondsLeft: 600 },
  });
});

test("a job in progress is not archived", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintRecognition(tenant);
  await planSpeech(id, 1);
  const refused = await archive(tenant, id);
  expect([refused.status, await refused.json()]).toEqual([
    403,
    { status: "job_cancellation_failure", message: expect.any(String), context: { job_id: id } },
  ]);
  expect((await get(tenant, id)).status).toBe("in_progress");
});

test("jobs of v1 are shown, and v1 shows those of v2", async ({ expect }) => {
  const tenant = await mintTenant();
  const [older, newer] = [(await mintJob(tenant)).row.id, await mintRecognition(tenant, {}, { label: "Call" })];
  await recognizeJob(older, "um hello");
  expect(await get(tenant, older)).toMatchObject({
    request: { label: null, uri: null },
    result: { data: [{ transcript: "um hello", final: true }] },
    job_config: { model: "gemma4-e2b-asr", include_filler: true, wait: false, speaker_count: 1 },
    model: { name: "gemma4-e2b-asr" },
  });
  const shown = await send(`/v1/transcriptions/${newer}`, { key: tenant.apiKey });
  expect(await shown.json()).toMatchObject({ status: "queued", filename: "Call", source_channel: "v2" });
});
