import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../../../contract/ids.ts";
import { VOICES } from "../../../contract/synthesis.ts";
import { mintTenant, send, type Tenant } from "../../../testing/factories.ts";
import { mp3Frames, openSpeaker, SHORT_PHRASE } from "../../../testing/speaker.ts";
import { awaitSpeechId } from "../../../testing/synthesis.ts";
import { until } from "../../../testing/until.ts";
import { DownloadResponse, SpeechResponse, VoiceList } from "./wire.ts";

async function create({ apiKey }: Tenant, text: string, voice?: string): Promise<Response> {
  return send("/v1/tts", { key: apiKey, json: { text, voice } });
}

async function get({ apiKey }: Tenant, id: string) {
  return SpeechResponse.parse(await (await send(`/v1/tts/${id}`, { key: apiKey })).json()).job;
}

async function completed(tenant: Tenant, id: string): Promise<void> {
  await until(async () => (await get(tenant, id)).status === "completed" || undefined);
}

test("the seven voices are listed, and alloy is the default", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const list = VoiceList.parse(await (await send("/v1/tts/voices", { key: apiKey })).json());
  expect(list.voices.map(({ id }) => id)).toEqual([...VOICES]);
  expect(list.default).toBe("alloy");
});

describe("a speech job", () => {
  test("is queued, then completed with its measured length and an MP3 that its URL gives", async ({ expect }) => {
    const tenant = await mintTenant();
    const response = await create(tenant, "Hello. How are you?", "nova");
    expect(response.status).toBe(201);
    const { job } = SpeechResponse.parse(await response.json());
    expect(job).toMatchObject({
      status: "queued",
      text: "Hello. How are you?",
      voice: "nova",
      characters: 19,
      progress: 0,
      duration_seconds: null,
      error: null,
      completed_at: null,
    });
    const early = await send(`/v1/tts/${job.id}/download`, { key: tenant.apiKey });
    expect([early.status, await early.json()]).toEqual([404, { error: "audio not ready", code: "speech_not_ready" }]);

    const speak = await openSpeaker();
    await speak(job.id, 0);
    expect(await get(tenant, job.id)).toMatchObject({ status: "processing", progress: 0.5 });
    await speak(job.id, 1);
    await completed(tenant, job.id);
    expect(await get(tenant, job.id)).toMatchObject({ progress: 1, duration_seconds: 0.2, error: null });

    const download = await send(`/v1/tts/${job.id}/download`, { key: tenant.apiKey });
    const url = new URL(DownloadResponse.parse(await download.json()).url);
    expect(url.pathname).toBe(`/cdn-cgi/local/r2/s3/${env.R2_BUCKET}/speech/${tenant.ctx.owner}/${job.id}.mp3`);
    expect(url.searchParams.get("X-Amz-Expires")).toBe("900");
  });

  test("in which nothing can be spoken is a short silence", async ({ expect }) => {
    const tenant = await mintTenant();
    const { job } = SpeechResponse.parse(await (await create(tenant, "\u200b")).json());
    await (
      await openSpeaker()
    )(job.id, 0, { samples: 0 });
    await completed(tenant, job.id);
    expect(await get(tenant, job.id)).toMatchObject({ duration_seconds: 0 });
    const object = await env.AUDIO.get(`speech/${tenant.ctx.owner}/${job.id}.mp3`);
    expect(mp3Frames((await object?.bytes()) ?? new Uint8Array()).length).toBeGreaterThan(1);
  });

  test("takes 5,000 code points, a stress mark and an emoji being one each, and alloy unless told", async ({
    expect,
  }) => {
    const tenant = await mintTenant();
    for (const unit of ["a", "😀", "\u0301"]) {
      const response = await create(tenant, `a${unit.repeat(4_999)}`);
      expect(response.status).toBe(201);
      expect(SpeechResponse.parse(await response.json()).job).toMatchObject({ voice: "alloy", characters: 5_000 });
      expect((await create(tenant, `ab${unit.repeat(4_999)}`)).status).toBe(400);
    }
  });

  test.for([
    { text: "" },
    { text: " \n\t" },
    { text: "\u0007" },
    { text: "a\u0000b" },
    { text: "a\ud800b" },
    { text: 5 },
    {},
    { text: "a", voice: "robot" },
    { text: "a", voice: null },
  ])("asked for by %j is refused, streamed or not", async (json, { expect }) => {
    const { apiKey } = await mintTenant();
    for (const path of ["/v1/tts", "/v1/tts/stream"]) {
      const response = await send(path, { key: apiKey, json });
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ error: expect.any(String), code: "invalid_request" });
    }
  });

  test("of another account, an unknown id and no id at all are the same 404", async ({ expect }) => {
    const { job } = SpeechResponse.parse(await (await create(await mintTenant(), "Mine.")).json());
    const { apiKey } = await mintTenant();
    for (const suffix of ["", "/download"]) {
      const answers = await Promise.all(
        [job.id, newId(), "not-a-uuid", "%00"].map(async (id) => {
          const response = await send(`/v1/tts/${id}${suffix}`, { key: apiKey });
          return `${response.status} ${await response.text()}`;
        }),
      );
      expect(new Set(answers)).toEqual(new Set(['404 {"error":"speech not found","code":"speech_not_found"}']));
    }
  });
});

describe("a streamed speech", () => {
  const TEXT = `Hello there. ${"It goes on and on and on and on, ".repeat(6)} and on. Now it ends.`;

  /** A stream whose first phrase is spoken. */
  async function beginStream() {
    const tenant = await mintTenant();
    const speak = await openSpeaker();
    const pending = send("/v1/tts/stream", { key: tenant.apiKey, json: { text: TEXT } });
    const id = await awaitSpeechId(tenant);
    await speak(id, 0);
    return { tenant, speak, pending, id };
  }

  test("sends its first frames before the second phrase is spoken, and ends as one whole MP3", async ({ expect }) => {
    const { tenant, speak, pending, id } = await beginStream();
    const response = await pending;
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "audio/mpeg"]);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.byteLength).toBeGreaterThan(417);

    const parts = [first?.value ?? new Uint8Array()];
    await speak(id, 2);
    await speak(id, 1);
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read())
      parts.push(part.value);
    const seconds = (mp3Frames(await new Blob(parts).bytes()).length * 576) / 22_050;
    expect(seconds).toBeGreaterThan((3 * SHORT_PHRASE) / 22_050);
    expect(seconds).toBeLessThan(0.45);
    await completed(tenant, id);
    expect((await send(`/v1/tts/${id}/download`, { key: tenant.apiKey })).status).toBe(404);
  });

  test("that its client leaves is cancelled, and nothing more is spoken", async ({ expect }) => {
    const { tenant, speak, pending, id } = await beginStream();
    await (await pending).body?.cancel();
    await expect.poll(() => get(tenant, id)).toMatchObject({ status: "failed" });
    expect(await get(tenant, id)).toMatchObject({ error: "the synthesis was cancelled" });
    expect(await speak(id, 1)).toBe("cancelled");
  });

  test("that fails before its first bytes is an error in JSON", async ({ expect }) => {
    const tenant = await mintTenant();
    const pending = send("/v1/tts/stream", { key: tenant.apiKey, json: { text: TEXT } });
    const failure = { code: "storage_unavailable", detail: "no voices today" } as const;
    const stub = env.SYNTHESIS.getByName(await awaitSpeechId(tenant));
    for (let epoch = 1; epoch <= 4; epoch++) await stub.failPhrase(0, { fence: { epoch, attempt: 1 }, failure });
    const response = await pending;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: "no voices today", code: "storage_unavailable" });
  });

  test("that fails after its first bytes is cut", async ({ expect }) => {
    const { pending, id } = await beginStream();
    const response = await pending;
    const failure = { code: "invalid_request", detail: "unspeakable" } as const;
    await env.SYNTHESIS.getByName(id).failPhrase(1, { fence: { epoch: 1, attempt: 1 }, failure });
    await expect(response.bytes()).rejects.toThrow("unspeakable");
  });

  test("goes on when the connection to its synthesis is lost", async ({ expect }) => {
    const { tenant, speak, pending, id } = await beginStream();
    const response = await pending;
    await runInDurableObject(env.SYNTHESIS.getByName(id), (_, state) => {
      for (const socket of state.getWebSockets()) socket.close(1011, "moved");
    });
    await speak(id, 1);
    await speak(id, 2);
    expect(mp3Frames(await response.bytes()).length).toBeGreaterThan(10);
    await completed(tenant, id);
  });
});
