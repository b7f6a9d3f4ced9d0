import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { Transcript, type JobOptions } from "../../contract/job.ts";
import { createJob } from "../../jobs/create-job.ts";
import { mintJob, mintTenant, mintUpload, send, type Tenant } from "../../testing/factories.ts";
import { recognizeJob } from "../../testing/recognize.ts";
import { transcriptKey } from "../../uploads/object-keys.ts";
import { Transcription, TranscriptionList } from "./wire.ts";

async function get({ apiKey }: Tenant, id: string): Promise<Transcription> {
  return Transcription.parse(await (await send(`/v1/transcriptions/${id}`, { key: apiKey })).json());
}

async function list({ apiKey }: Tenant): Promise<Transcription[]> {
  return TranscriptionList.parse(await (await send("/v1/transcriptions", { key: apiKey })).json()).items;
}

async function mintPresetJob(tenant: Tenant, promptPreset: JobOptions["promptPreset"]): Promise<string> {
  const jobId = newId();
  const options = { model: "gemma4-e2b-asr", language: "auto", promptPreset };
  const audio = { objectKey: await mintUpload(tenant) };
  await createJob(tenant.ctx, { jobId, audio, options, overLimit: "refuse" });
  return jobId;
}

test("a list shows finished jobs as they read alone, and is silent about the text of others", async ({ expect }) => {
  const tenant = await mintTenant();
  const finished = (await mintJob(tenant)).row.id;
  const running = (await mintJob(tenant)).row.id;
  await recognizeJob(finished, "hello world");
  const items = await list(tenant);
  expect(items.find(({ id }) => id === finished)).toEqual(await get(tenant, finished));
  expect(items.find(({ id }) => id === finished)).toMatchObject({ text: "hello world", segments: [{ index: 0 }] });
  expect(items.find(({ id }) => id === running)).toMatchObject({ text: null, segments: [] });
});

test("the language comes with how sure the engine is, where it tells", async ({ expect }) => {
  const tenant = await mintTenant();
  const [sure, silent] = [(await mintJob(tenant)).row.id, (await mintJob(tenant)).row.id];
  await recognizeJob(sure, "привет", 1, { language: "ru", languageProbability: 0.75 });
  await recognizeJob(silent, "hello", 1, { language: null });
  expect(await get(tenant, sure)).toMatchObject({ detected_language: "ru", detected_language_probability: 0.75 });
  expect(await get(tenant, silent)).toMatchObject({ detected_language: null, detected_language_probability: null });
});

test.for(["remove_fillers", "concise"] as const)(
  "%s takes fillers and repetitions out of tokens, text and words, and stores what was said beside",
  async (preset, { expect }) => {
    const tenant = await mintTenant();
    const id = await mintPresetJob(tenant, preset);
    await recognizeJob(id, "um the the cat you know");
    const transcription = await get(tenant, id);
    expect(transcription).toMatchObject({ text: "the cat", raw_text: "um the the cat you know" });
    expect(transcription.segments.flatMap(({ words }) => words)).toEqual([
      { text: "the", start: 0.006, end: 0.012 },
      { text: "cat", start: 0.019, end: 0.024 },
    ]);
    const stored = Transcript.parse(await (await env.AUDIO.get(transcriptKey(id)))?.json());
    expect(stored).toMatchObject({ text: "the cat", rawText: "um the the cat you know" });
    const events = await (await send(`/v1/transcriptions/${id}/stream?last_event_id=0`, { key: tenant.apiKey })).text();
    const told = [...events.matchAll(/event: token\ndata: (.*)/g)].map(([, data = ""]) => JSON.parse(data).text);
    expect(told.join("")).toBe("the cat");
  },
);

test.for(["verbatim", "default"] as const)("%s keeps every word", async (preset, { expect }) => {
  const tenant = await mintTenant();
  const id = await mintPresetJob(tenant, preset);
  await recognizeJob(id, "um the the cat");
  expect(await get(tenant, id)).toMatchObject({ text: "um the the cat", raw_text: null });
});
