import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../../../contract/ids.ts";
import { SYNTHESIS_RATE, VOICES } from "../../../contract/synthesis.ts";
import { mintTenant, send } from "../../../testing/factories.ts";
import { openSpeaker } from "../../../testing/speaker.ts";
import {
  audioOf,
  getSynthesis,
  listSyntheses,
  mintSynthesis,
  MODEL,
  refusalOf,
  sendTts,
  speakAll,
} from "../../../testing/synthesis.ts";
import { TtsModelList, TtsResponse, TtsStatusResponse } from "./wire.ts";

test("every voice is a model, listed as a bare array", async ({ expect }) => {
  const tenant = await mintTenant();
  const models = TtsModelList.parse(await (await sendTts(tenant, "/models")).json());
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
    const job = await mintSynthesis(tenant, { config, request: { text: "Hello. How are you?", label: "Greeting" } });
    expect(job).toMatchObject({
      status: "queued",
      request: { text: "Hello. How are you?", ssml: null, label: "Greeting" },
      result: null,
      job_config: { model: MODEL, wait: false, audio_format: "wav", pitch: 2, tempo: 1.5, sample_rate: 16_000 },
      model: { name: MODEL, voice: "alloy" },
    });
    await speakAll(tenant, job.job_id);
    const done = await getSynthesis(tenant, job.job_id);
    expect(done.result).toMatchObject({ format: "wav", duration: 0.2, samplerate: 16_000, channels: 1 });
    const wav = audioOf(done);
    expect(new TextDecoder().decode(wav.subarray(0, 4))).toBe("RIFF");
    expect(wav.byteLength).toBe(44 + 2 * 0.2 * 16_000);
    const stored = await env.AUDIO.get(`speech/${tenant.ctx.owner}/${job.job_id}.wav`);
    expect(stored?.httpMetadata?.contentType).toBe("audio/wav");
    expect(await stored?.bytes()).toEqual(wav);
    expect(new URL(done.result?.path ?? "").pathname).toContain(`${job.job_id}.wav`);
  });

  test("gives a URL in place of the audio when asked to", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await mintSynthesis(tenant);
    await speakAll(tenant, job_id);
    const { result } = await getSynthesis(tenant, job_id, "?as_signed_url=true");
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
    const { job_id } = await mintSynthesis(tenant);
    const status = async () => {
      const response = await sendTts(tenant, `/${job_id.replaceAll("-", "").toUpperCase()}/status`);
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
    const { job_id } = await mintSynthesis(tenant);
    const failure = { code: "invalid_request", detail: "this cannot be spoken" } as const;
    await env.SYNTHESIS.getByName(job_id).failPhrase(0, { fence: { epoch: 1, attempt: 1 }, failure });
    expect(await getSynthesis(tenant, job_id)).toMatchObject({
      status: "failed",
      result: { error: "this cannot be spoken" },
    });
  });

  test("fails when its audio grows longer than ten minutes", async ({ expect }) => {
    const tenant = await mintTenant();
    const breaks = '<break time="10s"/>'.repeat(60);
    const { job_id } = await mintSynthesis(tenant, { request: { ssml: `<speak>One${breaks} two</speak>` } });
    const speak = await openSpeaker();
    await speak(job_id, 0);
    expect(await getSynthesis(tenant, job_id)).toMatchObject({
      status: "failed",
      result: { error: "the speech is longer than 10 minutes" },
    });
  });
});

test("SSML keeps its breaks and is given back as it was", async ({ expect }) => {
  const tenant = await mintTenant();
  const ssml = '<speak><break time="250ms"/>One. <break time="1s"/> Two.<break time="500ms"/></speak>';
  const { job_id, request } = await mintSynthesis(tenant, { config: { audio_format: "wav" }, request: { ssml } });
  expect(request).toEqual({ text: null, ssml, label: null });
  await speakAll(tenant, job_id);
  const done = await getSynthesis(tenant, job_id);
  expect(done.result?.duration).toBeCloseTo(0.2 + 1.75, 3);
  const samples = new Int16Array(audioOf(done).buffer, 44);
  const silentAt = (seconds: number) => samples[Math.round(seconds * SYNTHESIS_RATE)] === 0;
  expect([0.1, 0.24, 0.4, 1.3, 1.5, 1.94].map(silentAt)).toEqual([true, true, true, true, true, true]);
  expect(samples.slice(0.25 * SYNTHESIS_RATE, 0.35 * SYNTHESIS_RATE).some((sample) => sample > 10_000)).toBe(true);
  expect(samples.slice(1.36 * SYNTHESIS_RATE, 1.44 * SYNTHESIS_RATE).some((sample) => sample > 10_000)).toBe(true);
});

describe("archiving", () => {
  test("cancels a job that waits, and hides it from v1 and v2", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await mintSynthesis(tenant);
    const archived = await sendTts(tenant, `/${job_id}`, { method: "DELETE" });
    expect(archived.status).toBe(200);
    expect(TtsResponse.parse(await archived.json())).toMatchObject({ job_id, status: "cancelled" });
    for (const [path, method] of [
      [job_id, "GET"],
      [`${job_id}/status`, "GET"],
      [job_id, "DELETE"],
    ]) {
      expect(await refusalOf(await sendTts(tenant, `/${path}`, { method }))).toEqual({
        http: 404,
        status: "job_not_found",
        message: "job not found",
        context: { job_id },
      });
    }
    expect((await send(`/v1/tts/${job_id}`, { key: tenant.apiKey })).status).toBe(404);
    expect((await listSyntheses(tenant)).length).toBe(0);
    expect(await (await openSpeaker())(job_id, 0)).toBe("cancelled");
  });

  test("is refused while the job is in progress, and possible once it is complete", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job_id } = await mintSynthesis(tenant);
    await (
      await openSpeaker()
    )(job_id, 0);
    const refused = await refusalOf(await sendTts(tenant, `/${job_id}`, { method: "DELETE" }));
    expect(refused).toMatchObject({ http: 403, status: "job_cancellation_failure", context: { job_id } });
    await speakAll(tenant, job_id);
    const archived = await sendTts(tenant, `/${job_id}`, { method: "DELETE" });
    expect(await archived.json()).toMatchObject({ job_id, status: "complete", result: { format: "opus" } });
  });
});

test("jobs of other accounts, unknown ids and archived jobs are the same 404; a malformed id is 422", async ({
  expect,
}) => {
  const { job_id } = await mintSynthesis(await mintTenant());
  const stranger = await mintTenant();
  const routes = [
    ["GET", ""],
    ["GET", "/status"],
    ["DELETE", ""],
  ] as const;
  for (const [method, suffix] of routes) {
    for (const id of [job_id, newId()]) {
      const answer = await refusalOf(await sendTts(stranger, `/${id}${suffix}`, { method }));
      expect(answer).toMatchObject({ http: 404, status: "job_not_found", context: { job_id: id } });
    }
    expect((await sendTts(stranger, `/not-a-uuid${suffix}`, { method })).status).toBe(422);
  }
  expect((await listSyntheses(stranger)).length).toBe(0);
  expect((await send("/v2/speech/tts/models")).status).toBe(401);
});

test("v1 downloads what v2 made, with its own type", async ({ expect }) => {
  const tenant = await mintTenant();
  const { job_id } = await mintSynthesis(tenant, { config: { audio_format: "opus" }, request: { text: "Hello." } });
  await speakAll(tenant, job_id, 1);
  const { url } = await (await send(`/v1/tts/${job_id}/download`, { key: tenant.apiKey })).json<{ url: string }>();
  expect(new URL(url).pathname).toMatch(/\.opus$/);
  const head = await env.AUDIO.head(`speech/${tenant.ctx.owner}/${job_id}.opus`);
  expect(head?.httpMetadata?.contentType).toBe("audio/ogg; codecs=opus");
});
