import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inject, test } from "vitest";
import { z } from "zod";
import { wav } from "../../../inference-node/testing/test-audio.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { makeTempDir } from "../temp-dir.ts";
import { callBucket } from "./call-bucket.ts";
import { readReadyFile } from "./deployment.ts";
import { type Account, openAccount } from "./open-account.ts";
import { recite } from "./recite.ts";
import { GREETING } from "./recordings.ts";
import { send } from "./send.ts";
import { submit, transcribe } from "./transcribe.ts";
import { Transcription } from "./transcription.ts";
import { finalOf, textOf, watch, type WatchedEvent } from "./watch.ts";

const SECONDS = 600;
const CREDIT_SECONDS = 6_000;

const Standing = z.object({
  usage: z.object({ active_jobs: z.int(), seconds_used: z.int(), credit_seconds_left: z.int() }),
});

async function usageOf({ id }: Account) {
  const { body } = await send(`/admin/accounts/${id}`, { key: inject("adminKey") });
  return Standing.parse(body).usage;
}

test("ten minutes are cancelled while they are recognized, then erased", async ({ expect, onTestFinished }) => {
  const path = join(await makeTempDir(onTestFinished), "long.wav");
  await writeFile(path, wav({ sampleRate: SAMPLE_RATE, channels: 1, data: recite(SECONDS).samples }));
  const account = await openAccount({ credit_seconds: CREDIT_SECONDS });
  const { apiKey: key } = account;
  const id = await submit(account, path);
  const cancel = () => send(`/v1/transcriptions/${id}/cancel`, { key, method: "POST" });

  const events: WatchedEvent[] = [];
  const chunks = new Set<number>();
  let cancelled: { readonly atMs: number; readonly answer: ReturnType<typeof send> } | undefined;
  for await (const event of watch(account, id)) {
    events.push(event);
    if (event.event === "token") chunks.add(event.token.chunk_index);
    if (chunks.size === 3) cancelled ??= { atMs: performance.now(), answer: cancel() };
  }
  expect(performance.now() - (cancelled?.atMs ?? 0)).toBeLessThan(2_000);

  const final = finalOf(events);
  expect(final).toMatchObject({ status: "failed", error: "the transcription was cancelled" });
  expect(final.text).toBe(textOf(events));
  const answer = await cancelled?.answer;
  expect(answer?.status).toBe(200);
  expect(Transcription.parse(answer?.body)).toMatchObject({ status: "failed", text: final.text });
  expect((await cancel()).body).toEqual(answer?.body);

  const { seconds_used: used, ...usage } = await usageOf(account);
  expect(used).toBeGreaterThan(0);
  expect(used).toBeLessThan(SECONDS / 2);
  expect(usage).toEqual({ active_jobs: 0, credit_seconds_left: CREDIT_SECONDS - used });

  // The node is free for others at once, and is the same as before.
  const { url, pids } = await readReadyFile(inject("readyFile"));
  const other = await transcribe(account, GREETING);
  expect(other.final.status).toBe("completed");
  expect((await readReadyFile(inject("readyFile"))).pids).toEqual(pids);
  expect((await send(`/v1/transcriptions/${id}`, { key })).body).toMatchObject({ text: final.text });

  const statusOf = async (object: string) =>
    (await callBucket({ url, dataDir: dirname(inject("readyFile")) }, "GET", object)).status;
  const objects = [final.object_key, `transcripts/${id}.json`];
  for (const object of objects) expect(await statusOf(object)).toBe(200);
  expect((await send(`/v1/transcriptions/${id}`, { key, method: "DELETE" })).status).toBe(204);
  for (const object of [...objects, `slices/${id}/0`]) expect(await statusOf(object)).toBe(404);
  for (const rest of ["", "/eta", "/stream"]) {
    expect((await send(`/v1/transcriptions/${id}${rest}`, { key })).status).toBe(404);
  }
  expect((await send(`/v1/transcriptions/${id}`, { key, method: "DELETE" })).status).toBe(404);
  expect((await usageOf(account)).active_jobs).toBe(0);
});
