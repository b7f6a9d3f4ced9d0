import { env } from "cloudflare:workers";
import { eq } from "drizzle-orm";
import { describe, test, vi } from "vitest";
import { z } from "zod";
import { newId } from "../../../contract/ids.ts";
import { SYNTHESIS_RATE, VOICES } from "../../../contract/synthesis.ts";
import { ttsJobs } from "../../../db/schema.ts";
import { mintTenant, send, type Tenant } from "../../../testing/factories.ts";
import { openSpeaker } from "../../../testing/speaker.ts";
import { TtsJobsList, TtsModelList, TtsResponse, TtsStatusResponse } from "./wire.ts";

const BASE = "/v2/speech/tts";
const MODEL = "tts-alloy-general";

const ErrorBody = z.strictObject({
  status: z.string(),
  message: z.string(),
  context: z.record(z.string(), z.unknown()).optional(),
});

interface Asked {
  readonly config?: object;
  readonly request?: object;
}

async function post({ apiKey }: Tenant, { config, request }: Asked = {}, query = ""): Promise<Response> {
  const json = { config: { model: MODEL, ...config }, request: request ?? { text: "Hello. How are you?" } };
  return send(`${BASE}${query}`, { apiKey, json });
}

async function create(tenant: Tenant, asked?: Asked): Promise<TtsResponse> {
  const response = await post(tenant, asked);
  return TtsResponse.parse(await response.json());
}

async function get({ apiKey }: Tenant, id: string, query = ""): Promise<TtsResponse> {
  return TtsResponse.parse(await (await send(`${BASE}/${id}${query}`, { apiKey })).json());
}

async function list({ apiKey }: Tenant, query = "") {
  return TtsJobsList.parse(await (await send(`${BASE}${query}`, { apiKey })).json());
}

async function refusal(response: Response) {
  return { http: response.status, ...ErrorBody.parse(await response.json()) };
}

/** Speaks all phrases of a job, a tenth of a second each. */
async function speakAll(tenant: Tenant, id: string, phrases = 2): Promise<void> {
  const speak = await openSpeaker();
  for (let index = 0; index < phrases; index++) await speak(id, index);
  await vi.waitFor(async () => {
    if ((await get(tenant, id)).status !== "complete") throw new Error("not complete yet");
  }, 4_000);
}

/** The only synthesis of a tenant, as soon as there is one. */
async function theJob({ ctx }: Tenant): Promise<string> {
  return vi.waitFor(async () => {
    const [row] = await ctx.db.select({ id: ttsJobs.id }).from(ttsJobs).where(eq(ttsJobs.accountId, ctx.owner));
    if (row === undefined) throw new Error("no speech yet");
    return row.id;
  }, 4_000);
}

function bytesOf(job: TtsResponse): Uint8Array {
  return Uint8Array.from(atob(job.result?.data ?? ""), (char) => char.charCodeAt(0));
}

test("every voice is a model, listed as a bare array", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const models = TtsModelList.parse(await (await send(`${BASE}/models`, { apiKey })).json());
  expect(models.map(({ voice }) => voice)).toEqual([...VOICES]);
  expect(models[0]).toEqual({
    name: MODEL,
    label: "Alloy",
    language: "English, Russian",
    domain: "general",
    voice: "alloy",
    gender: "female",
    channels: 1,
    samplerate: SYNTHESIS_RATE,
  });
});

describe("a job that is not waited for", () => {
  test("is queued, then complete with its audio in base64 and by URL", async ({ expect }) => {
    const tenant = await mintTenant();
    const config = { audio_format: "wav", pitch: "2", tempo: "1.5", sample_rate: 16_000, wait: "false" };
    const job = await create(tenant, { config, request: { text: "Hello. How are you?", label: "Greeting" } });
    expect(job).toMatchObject({
      status: "queued",
      request: { text: "Hello. How are you?", ssml: null, label: "Greeting" },
      result: null,
      job_config: { model: MODEL, wait: false, audio_format: "wav", pitch: 2, tempo: 1.5, sample_rate: 16_000 },
      model: { name: MODEL, voice: "alloy" },
    });
    await speakAll(tenant, job.job_id);
    const done = await get(tenant, job.job_id);
    expect(done.result).toMatchObject({ format: "wav", duration: 0.2, samplerate: 16_000, channels: 1 });
    const wav = bytesOf(done);
    expect(new TextDecoder().decode(wav.subarray(0, 4))).toBe("RIFF");
    expect(wav.byteLength).toBe(44 + 2 * 0.2 * 16_000);
    const stored = await env.AUDIO.get(`speech/${tenant.ctx.owner}/${job.job_id}.wav`);
    expect(stored?.httpMetadata?.contentType).toBe("audio/wav");
    expect(await stored?.bytes()).toEqual(wav);
    expect(new URL(done.result?.path ?? "").pathname).toContain(`${job.job_id}.wav`);
  });

  test("gives a URL in place of the audio when asked to", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await create(tenant);
    await speakAll(tenant, job_id);
    const { result } = await get(tenant, job_id, "?as_signed_url=true");
    expect(result).toEqual({
      path: expect.stringContaining("X-Amz-Expires=900"),
      format: "opus",
      duration: 0.2,
      samplerate: 48_000,
      channels: 1,
    });
  });

  test("tells how far it is, in percent of its phrases", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await create(tenant);
    const status = async () => {
      const response = await send(`${BASE}/${job_id.replaceAll("-", "").toUpperCase()}/status`, tenant);
      return TtsStatusResponse.parse(await response.json());
    };
    expect(await status()).toMatchObject({ job_id, status: "queued", progress: { total: 0 } });
    const speak = await openSpeaker();
    await speak(job_id, 0);
    expect(await status()).toMatchObject({ status: "in_progress", progress: { total: 50 } });
    await speakAll(tenant, job_id);
    expect(await status()).toMatchObject({
      status: "complete",
      progress: { total: 100, details: { synthesize: 100 } },
    });
  });

  test("keeps why it failed", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await create(tenant);
    const failure = { code: "invalid_request", detail: "this cannot be spoken" } as const;
    await env.SYNTHESIS.getByName(job_id).failPhrase(0, { fence: { epoch: 1, attempt: 1 }, failure });
    expect(await get(tenant, job_id)).toMatchObject({ status: "failed", result: { error: "this cannot be spoken" } });
  });

  test("fails when its audio grows longer than ten minutes", async ({ expect }) => {
    const tenant = await mintTenant();
    const breaks = '<break time="10s"/>'.repeat(60);
    const { job_id } = await create(tenant, { request: { ssml: `<speak>One${breaks} two</speak>` } });
    const speak = await openSpeaker();
    await speak(job_id, 0);
    expect(await get(tenant, job_id)).toMatchObject({
      status: "failed",
      result: { error: "the speech is longer than 10 minutes" },
    });
  });
});

describe("a job that is waited for", () => {
  test("comes with its audio", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = post(tenant, { config: { wait: true, audio_format: "mp3" } });
    await speakAll(tenant, await theJob(tenant));
    const response = await pending;
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    const job = TtsResponse.parse(await response.json());
    expect(job).toMatchObject({ status: "complete", result: { format: "mp3", samplerate: SYNTHESIS_RATE } });
    expect(job.result?.path).toBeUndefined();
    const stored = await env.AUDIO.get(`speech/${tenant.ctx.owner}/${job.job_id}.mp3`);
    expect(bytesOf(job)).toEqual(await stored?.bytes());
  });

  test("comes with a URL when asked to", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = post(tenant, { config: { wait: true } }, "?as_signed_url=true");
    await speakAll(tenant, await theJob(tenant));
    const { result } = TtsResponse.parse(await (await pending).json());
    expect(result?.data).toBeUndefined();
    expect(result?.path).toMatch(/\.opus\?/);
  });

  test("runs on when its time is up", async ({ expect }) => {
    const { apiKey } = await mintTenant();
    const json = { config: { model: MODEL, wait: true }, request: { text: "Hello." } };
    const response = await send(BASE, { apiKey, json, bindings: { SYNC_WAIT_MS: "50" } });
    expect(response.status).toBe(200);
    expect(TtsResponse.parse(await response.json())).toMatchObject({ status: "queued", result: null });
  });

  test("tells why it failed", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = post(tenant, { config: { wait: true } });
    const stub = env.SYNTHESIS.getByName(await theJob(tenant));
    const failure = { code: "invalid_request", detail: "this cannot be spoken" } as const;
    await vi.waitFor(async () => {
      const { outcome } = await stub.failPhrase(0, { fence: { epoch: 1, attempt: 1 }, failure });
      if (outcome !== "accepted") throw new Error("not started yet");
    });
    expect(await (await pending).json()).toMatchObject({ status: "failed", result: { error: failure.detail } });
  });
});

describe("a request is refused", () => {
  const TEXT = { text: "Hello." };
  test.for([
    ["an unknown model", { config: { model: "tts-robot" } }, "tts_model_not_found", { model: "tts-robot" }],
    ["an unknown engine", { config: { model: null, engine: "x" } }, "tts_model_not_found", { model: "x" }],
    ["no text", { request: {} }, "tts_request_no_text_data", undefined],
    ["empty text", { request: { text: "", ssml: null } }, "tts_request_no_text_data", undefined],
    ["blank text", { request: { text: " \n\u0007" } }, "tts_request_no_text_data", undefined],
    ["blank SSML", { request: { ssml: "<speak> <break/> </speak>" } }, "tts_request_no_text_data", undefined],
    [
      "a text that is too long",
      { request: { text: "a".repeat(5_001) } },
      "tts_request_too_large",
      { length: 5_001, max_length: 5_000 },
    ],
    [
      "SSML that is too long",
      { request: { ssml: `<speak>${"a".repeat(10_000)}</speak>` } },
      "tts_request_too_large",
      { length: 10_015, max_length: 10_000 },
    ],
    [
      "a long text to wait for",
      { config: { wait: true }, request: { text: "😀".repeat(281) } },
      "tts_request_not_waitable",
      { length: 281, max_length: 280 },
    ],
    [
      "SSML with other elements",
      { request: { ssml: "<speak>\n<audio/></speak>" } },
      "tts_request_invalid_ssml",
      { line: 2, column: 8 },
    ],
  ] as const)("for %s, with its own code", async ([, asked, status, context], { expect }) => {
    const answer = await refusal(await post(await mintTenant(), asked));
    expect(answer).toEqual({ http: 400, status, message: expect.any(String), ...(context && { context }) });
  });

  test.for([
    { config: { model: undefined } },
    { config: { engine: "tts-ash-general" } },
    { config: { tempo: 0.49 } },
    { config: { tempo: "2.1" } },
    { config: { pitch: 10.5 } },
    { config: { audio_format: "flac" } },
    { config: { audio_format: "opus", sample_rate: 22_050 } },
    { config: { sample_rate: 96_000, audio_format: "wav" } },
    { config: { wait: "perhaps" } },
    { request: { ...TEXT, ssml: "<speak>Hello.</speak>" } },
    { request: { text: "a\u0000" } },
    { request: { text: "\ud800" } },
    { request: { text: 5 } },
    { request: { ...TEXT, label: "a\nb" } },
    { request: "Hello." },
  ])("for its form: %j", async (asked: object, { expect }) => {
    expect(await refusal(await post(await mintTenant(), asked))).toMatchObject({
      http: 422,
      status: "request_validation_error",
      context: { errors: [{ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) }] },
    });
  });
});

test("engine is another name for model, and a text of 280 characters can be waited for", async ({ expect }) => {
  const tenant = await mintTenant();
  const pending = post(tenant, {
    config: { model: MODEL, engine: MODEL, wait: "True" },
    request: { text: "😀".repeat(280) },
  });
  await speakAll(tenant, await theJob(tenant), 4);
  expect((await pending).status).toBe(200);
});

test("SSML keeps its breaks and is given back as it was", async ({ expect }) => {
  const tenant = await mintTenant();
  const ssml = '<speak><break time="250ms"/>One. <break time="1s"/> Two.<break time="500ms"/></speak>';
  const { job_id, request } = await create(tenant, { config: { audio_format: "wav" }, request: { ssml } });
  expect(request).toEqual({ text: null, ssml, label: null });
  await speakAll(tenant, job_id);
  const done = await get(tenant, job_id);
  expect(done.result?.duration).toBeCloseTo(0.2 + 1.75, 3);
  const samples = new Int16Array(bytesOf(done).buffer, 44);
  const silentAt = (seconds: number) => samples[Math.round(seconds * SYNTHESIS_RATE)] === 0;
  expect([0.1, 0.24, 0.4, 1.3, 1.5, 1.94].map(silentAt)).toEqual([true, true, true, true, true, true]);
  expect(samples.slice(0.25 * SYNTHESIS_RATE, 0.35 * SYNTHESIS_RATE).some((sample) => sample > 10_000)).toBe(true);
  expect(samples.slice(1.36 * SYNTHESIS_RATE, 1.44 * SYNTHESIS_RATE).some((sample) => sample > 10_000)).toBe(true);
});

describe("the list", () => {
  test("has a page of the account's jobs, newest first, without their audio, and how many there are", async ({
    expect,
  }) => {
    const tenant = await mintTenant();
    const texts = ["Один кот", "Two cats", "Three cats_%!"];
    const ids: string[] = [];
    for (const text of texts) ids.push((await create(tenant, { request: { text, label: text[0] } })).job_id);
    await speakAll(tenant, ids[0] ?? "", 1);
    const first = await list(tenant, "?per_page=2");
    expect(first.data.map(({ job_id }) => job_id)).toEqual([ids[2], ids[1]]);
    expect(first).toMatchObject({ pagination: { page: 1, per_page: 2, page_count: 2 }, length: 3 });
    const second = await list(tenant, "?per_page=2&page=2");
    expect(second.data).toMatchObject([{ job_id: ids[0], status: "complete", request: { text: "Один кот" } }]);
    expect(second.data[0]?.result).toEqual({ format: "opus", duration: 0.1, samplerate: 48_000, channels: 1 });
    const ascending = await list(tenant, "?sort_by=label&sort_ascend=true");
    expect(ascending.data.map(({ request }) => request.label)).toEqual(["T", "T", "О"]);
  });

  test("is filtered by date and by what occurs in the text", async ({ expect }) => {
    const tenant = await mintTenant();
    for (const text of ["Один Кот", "two cats", "100%_!"]) await create(tenant, { request: { text } });
    const today = new Date().toISOString().slice(0, 10);
    const count = async (query: string) => (await send(`${BASE}/count${query}`, tenant)).json<number>();
    expect(await count("")).toBe(3);
    expect(await count(`?from_date=${today}&until_date=${today}`)).toBe(3);
    expect(await count("?from_date=2999-01-01")).toBe(0);
    expect(await count("?query_text=CATS")).toBe(1);
    expect(await count(`?query_text=${encodeURIComponent("кот")}`)).toBe(1);
    expect(await count(`?query_text=${encodeURIComponent("%_!")}`)).toBe(1);
    expect(await count("?query_text=_a")).toBe(0);
    expect((await list(tenant, "?query_text=two")).length).toBe(1);
    expect((await send(`${BASE}?page=0`, tenant)).status).toBe(422);
  });

  test("has no streams of v1, of which nothing is kept", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = send("/v1/tts/stream", { key: tenant.apiKey, json: { text: "Hello." } });
    const id = await theJob(tenant);
    expect((await list(tenant)).length).toBe(0);
    await (
      await openSpeaker()
    )(id, 0);
    await (await pending).bytes();
    expect((await list(tenant)).length).toBe(0);
  });
});

describe("archiving", () => {
  test("cancels a job that waits, and hides it from v1 and v2", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await create(tenant);
    const archived = await send(`${BASE}/${job_id}`, { ...tenant, method: "DELETE" });
    expect(archived.status).toBe(200);
    expect(TtsResponse.parse(await archived.json())).toMatchObject({ job_id, status: "cancelled" });
    for (const [path, method] of [
      [job_id, "GET"],
      [`${job_id}/status`, "GET"],
      [job_id, "DELETE"],
    ]) {
      expect(await refusal(await send(`${BASE}/${path}`, { ...tenant, method }))).toEqual({
        http: 404,
        status: "job_not_found",
        message: "job not found",
        context: { job_id },
      });
    }
    expect((await send(`/v1/tts/${job_id}`, { key: tenant.apiKey })).status).toBe(404);
    expect((await list(tenant)).length).toBe(0);
    expect(await (await openSpeaker())(job_id, 0)).toBe("cancelled");
  });

  test("is refused while the job is in progress, and possible once it is complete", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await create(tenant);
    await (
      await openSpeaker()
    )(job_id, 0);
    const refused = await refusal(await send(`${BASE}/${job_id}`, { ...tenant, method: "DELETE" }));
    expect(refused).toMatchObject({ http: 403, status: "job_cancellation_failure", context: { job_id } });
    await speakAll(tenant, job_id);
    const archived = await send(`${BASE}/${job_id}`, { ...tenant, method: "DELETE" });
    expect(await archived.json()).toMatchObject({ job_id, status: "complete", result: { format: "opus" } });
  });
});

test("jobs of other accounts, unknown ids and archived jobs are the same 404; a malformed id is 422", async ({
  expect,
}) => {
  const { job_id } = await create(await mintTenant());
  const stranger = await mintTenant();
  const routes = [
    ["GET", ""],
    ["GET", "/status"],
    ["DELETE", ""],
  ] as const;
  for (const [method, suffix] of routes) {
    for (const id of [job_id, newId()]) {
      const answer = await refusal(await send(`${BASE}/${id}${suffix}`, { ...stranger, method }));
      expect(answer).toMatchObject({ http: 404, status: "job_not_found", context: { job_id: id } });
    }
    expect((await send(`${BASE}/not-a-uuid${suffix}`, { ...stranger, method })).status).toBe(422);
  }
  expect((await list(stranger)).length).toBe(0);
  expect((await send(`${BASE}/models`)).status).toBe(401);
});

test("v1 downloads what v2 made, with its own type", async ({ expect }) => {
  const tenant = await mintTenant();
  const { job_id } = await create(tenant, { config: { audio_format: "opus" }, request: { text: "Hello." } });
  await speakAll(tenant, job_id, 1);
  const { url } = await (await send(`/v1/tts/${job_id}/download`, { key: tenant.apiKey })).json<{ url: string }>();
  expect(new URL(url).pathname).toMatch(/\.opus$/);
  const head = await env.AUDIO.head(`speech/${tenant.ctx.owner}/${job_id}.opus`);
  expect(head?.httpMetadata?.contentType).toBe("audio/ogg; codecs=opus");
});
