import { z } from "zod";
import { waitForSpeech } from "../synthesis/wait-for-speech.ts";
import { mintJob, send, type Tenant } from "./factories.ts";
import { mintRecognition } from "./recognition.ts";
import { recognizeJob } from "./recognize.ts";
import { openSpeaker } from "./speaker.ts";
import { mintEndpoint, pinged, receiver } from "./webhooks.ts";

type Mint = (tenant: Tenant) => Promise<string[]>;

/** How to make what the ids in a path mean, by how the path begins. */
const MINTS: readonly (readonly [start: string, mint: Mint])[] = [
  ["/v1/transcriptions/", mintTranscriptions],
  ["/v1/tts/", mintSpeeches],
  ["/v1/api-keys/", mintKey],
  ["/v2/speech/stt/", async (tenant) => [await mintRecognition(tenant), await mintRecognition(tenant)]],
  ["/v2/speech/tts/", mintSpeeches],
  ["/v2/speech/webhooks/endpoints/", async (tenant) => [await mintEndpoint(tenant, receiver())]],
  ["/v2/speech/webhooks/deliveries/", async (tenant) => [(await ping(tenant)).id]],
  ["/v2/speech/webhooks/events/", async (tenant) => [(await ping(tenant)).eventId]],
];

/** Ids that exist, for a path of the API; that of something else where the path has none. */
export async function mintKnownIds(tenant: Tenant, path: string): Promise<string[]> {
  const [, mint] = MINTS.find(([start]) => path.startsWith(start)) ?? [];
  return mint === undefined || !path.includes("{") ? [tenant.ctx.owner] : mint(tenant);
}

/** One that waits, and one that is over. */
async function mintTranscriptions(tenant: Tenant): Promise<string[]> {
  const [waiting, done] = [(await mintJob(tenant)).row.id, (await mintJob(tenant)).row.id];
  await recognizeJob(done, "good morning");
  return [waiting, done];
}

/** One that waits, and one that is spoken. */
async function mintSpeeches(tenant: Tenant): Promise<string[]> {
  const [waiting, done] = [await mintSpeech(tenant), await mintSpeech(tenant)];
  const speak = await openSpeaker();
  await speak(done, 0);
  await waitForSpeech(tenant.ctx, done, 1_000);
  return [waiting, done];
}

async function mintSpeech({ apiKey: key }: Tenant): Promise<string> {
  const response = await send("/v1/tts", { key, json: { text: "Good morning.", voice: "alloy" } });
  return z.object({ job: z.object({ id: z.string() }) }).parse(await response.json()).job.id;
}

async function mintKey({ apiKey: key }: Tenant): Promise<string[]> {
  const response = await send("/v1/api-keys", { key, json: { name: "another" } });
  return [z.object({ id: z.string() }).parse(await response.json()).id];
}

async function ping(tenant: Tenant) {
  return (await pinged(tenant, await mintEndpoint(tenant, receiver()))).row;
}
