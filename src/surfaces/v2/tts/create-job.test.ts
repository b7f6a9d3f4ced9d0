import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { SYNTHESIS_RATE } from "../../../contract/synthesis.ts";
import { mintTenant } from "../../../testing/factories.ts";
import {
  audioOf,
  awaitSpeechId,
  MODEL,
  orderSpeech,
  refusalOf,
  sendTts,
  speakAll,
} from "../../../testing/synthesis.ts";
import { TtsResponse } from "./wire.ts";

describe("a job that is waited for", () => {
  test("comes with its audio", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = orderSpeech(tenant, { config: { wait: true, audio_format: "mp3" } });
    await speakAll(tenant, await awaitSpeechId(tenant));
    const response = await pending;
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    const job = TtsResponse.parse(await response.json());
    expect(job).toMatchObject({ status: "complete", result: { format: "mp3", samplerate: SYNTHESIS_RATE } });
    expect(job.result?.path).toBeUndefined();
    const stored = await env.AUDIO.get(`speech/${tenant.ctx.owner}/${job.job_id}.mp3`);
    expect(audioOf(job)).toEqual(await stored?.bytes());
  });

  test("comes with a URL when asked to", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = orderSpeech(tenant, { config: { wait: true } }, "?as_signed_url=true");
    await speakAll(tenant, await awaitSpeechId(tenant));
    const { result } = TtsResponse.parse(await (await pending).json());
    expect(result?.data).toBeUndefined();
    expect(result?.path).toMatch(/\.opus\?/);
  });

  test("runs on when its time is up", async ({ expect }) => {
    const json = { config: { model: MODEL, wait: true }, request: { text: "Hello." } };
    const response = await sendTts(await mintTenant(), "", { json, bindings: { SYNC_WAIT_MS: "50" } });
    expect(response.status).toBe(200);
    expect(TtsResponse.parse(await response.json())).toMatchObject({ status: "queued", result: null });
  });

  test("tells why it failed", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = orderSpeech(tenant, { config: { wait: true } });
    const stub = env.SYNTHESIS.getByName(await awaitSpeechId(tenant));
    const failure = { code: "invalid_request", detail: "this cannot be spoken" } as const;
    const fail = async () => (await stub.failPhrase(0, { fence: { epoch: 1, attempt: 1 }, failure })).outcome;
    await expect.poll(fail).toBe("accepted");
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
    const answer = await refusalOf(await orderSpeech(await mintTenant(), asked));
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
    expect(await refusalOf(await orderSpeech(await mintTenant(), asked))).toMatchObject({
      http: 422,
      status: "request_validation_error",
      context: { errors: [{ loc: expect.any(Array), msg: expect.any(String), type: expect.any(String) }] },
    });
  });
});

test("engine is another name for model, and a text of 280 characters can be waited for", async ({ expect }) => {
  const tenant = await mintTenant();
  const pending = orderSpeech(tenant, {
    config: { model: MODEL, engine: MODEL, wait: "True" },
    request: { text: "😀".repeat(280) },
  });
  await speakAll(tenant, await awaitSpeechId(tenant), 4);
  expect((await pending).status).toBe(200);
});
