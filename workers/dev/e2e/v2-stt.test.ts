import { readFileSync } from "node:fs";
import { test } from "vitest";
import { z } from "zod";
import { type Account, openAccount } from "./open-account.ts";
import { clip, samplesOf, SENTENCE, silentWav, wavAt } from "./recordings.ts";
import { send, type TestRequest } from "./send.ts";

const Piece = z.object({ transcript: z.string(), final: z.boolean(), channel: z.int(), time_start: z.number() });
const Job = z.object({
  job_id: z.uuid(),
  status: z.string(),
  request: z.object({ duration: z.number().nullable(), sample_rate: z.int().nullable(), channels: z.int().nullable() }),
  result: z.object({ data: z.array(Piece), error: z.string().nullable() }).nullable(),
});
type Job = z.infer<typeof Job>;
const Status = z.object({
  status: z.string(),
  progress: z.object({ total: z.number(), details: z.object({ transfer: z.number(), transcribe: z.number() }) }),
});

async function call({ apiKey }: Account, path: string, request: TestRequest = {}) {
  return send(`/v2/speech/stt${path}`, { ...request, headers: { "x-api-key": apiKey } });
}

async function recognize(account: Account, audio: Uint8Array, config: object = {}): Promise<Job> {
  const data = Buffer.from(audio).toString("base64");
  const json = { config: { model: "stt-general", ...config }, request: { data, label: "sentence" } };
  const { status, body } = await call(account, "", { json });
  if (status !== 200) throw new Error(`recognition answers ${status}: ${JSON.stringify(body)}`);
  return Job.parse(body);
}

function textOf({ result }: Job): string {
  return result?.data.map(({ transcript }) => transcript).join(" ") ?? "";
}

test.concurrent("a clip that is waited for comes back as its text", async ({ expect }) => {
  const account = await openAccount();
  const job = await recognize(account, readFileSync(clip("sentence.mp3")), { wait: true });
  expect(job).toMatchObject({ status: "complete", result: { error: null } });
  expect(job.request.duration).toBeGreaterThan(2);
  expect(textOf(job)).toMatch(/mother/);
});

test.concurrent("a job is followed by its status, found by a word of its text, and archived", async ({ expect }) => {
  const account = await openAccount();
  const { job_id, status } = await recognize(account, readFileSync(SENTENCE));
  expect(status).toBe("queued");
  const seen: z.infer<typeof Status>[] = [];
  await expect
    .poll(
      async () => {
        seen.push(Status.parse((await call(account, `/${job_id}/status`)).body));
        return seen.at(-1)?.status;
      },
      { timeout: 60_000, interval: 100 },
    )
    .toBe("complete");
  const totals = seen.map(({ progress }) => progress.total);
  expect(totals).toEqual(totals.toSorted((a, b) => a - b));
  expect(seen.at(-1)?.progress).toEqual({ total: 100, details: { transfer: 100, transcribe: 100 } });

  const found = await call(account, "?query_text=mothe");
  expect(found.body).toMatchObject({ length: 1, data: [{ job_id, request: { label: "sentence" } }] });
  expect((await call(account, "/count?query_text=elephant")).body).toBe(0);

  expect(textOf(Job.parse((await call(account, `/${job_id}`, { method: "DELETE" })).body))).toMatch(/mother/);
  expect((await call(account, `/${job_id}`)).status).toBe(404);
  expect((await call(account, "/count")).body).toBe(0);
});

test.concurrent("speech on one of two channels is told of that channel", async ({ expect }) => {
  const job = await recognize(await openAccount(), wavAt(samplesOf(SENTENCE), 16_000, 2, 1), { wait: true });
  expect(job.request).toMatchObject({ sample_rate: 16_000, channels: 2 });
  expect(textOf(job)).toMatch(/mother/);
  expect(job.result?.data.every(({ channel }) => channel === 1)).toBe(true);
});

test.concurrent("as much as 10 MB of audio is taken in one request, and no more", async ({ expect }) => {
  const account = await openAccount();
  expect((await recognize(account, silentWav(245))).status).toBe("queued");
  await expect(recognize(account, silentWav(246))).rejects.toThrow(/413.*request_too_large/);
});

test.concurrent("what cannot be recognized at once is refused with a reason, and leaves no job", async ({ expect }) => {
  const account = await openAccount();
  const refusal = async (bytes: Uint8Array) => {
    const data = Buffer.from(bytes).toString("base64");
    const json = { config: { model: "stt-general", wait: true }, request: { data } };
    const { status, body } = await call(account, "", { json });
    return { status, body };
  };
  expect(await refusal(new TextEncoder().encode("this is no audio at all"))).toMatchObject({
    status: 400,
    body: { status: "asr_request_unsupported_media_type" },
  });
  expect(await refusal(silentWav(61))).toMatchObject({
    status: 400,
    body: { status: "asr_request_file_too_large", context: { duration: "61", max_duration: "60" } },
  });
  expect((await call(account, "/count")).body).toBe(0);
});
