import { readFileSync } from "node:fs";
import { inject, test } from "vitest";
import { z } from "zod";
import { kill } from "./chaos-deployment.ts";
import { readReadyFile } from "./deployment.ts";
import { LiveSession } from "./live-session.ts";
import { openAccount } from "./open-account.ts";
import { childrenOf } from "./processes.ts";
import { clip, GREETING, samplesOf, SENTENCE } from "./recordings.ts";
import { send } from "./send.ts";

const SAMPLE_RATE = 16_000;
const MODEL = "stt-general-online";
/** A tenth of a second of s16le. */
const MESSAGE_BYTES = 3200;
const EVERY_MS = 60;

const Job = z.object({
  status: z.string(),
  request: z.object({ duration: z.number().nullable() }),
  result: z.object({ data: z.array(z.object({ transcript: z.string() })) }).nullable(),
});

/** What the job of a session says over REST. */
async function textOfJob({ apiKey }: { apiKey: string }, id: string): Promise<{ status: string; text: string }> {
  const { body } = await send(`/v2/speech/stt/${id}`, { headers: { "x-api-key": apiKey } });
  const { status, result } = Job.parse(body);
  return { status, text: result?.data.map(({ transcript }) => transcript).join(" ") ?? "" };
}

/** Clips with a pause after each, as raw samples. */
function talk(paths: readonly string[], pauseSeconds = 1.5): Uint8Array {
  const pause = new Int16Array(pauseSeconds * SAMPLE_RATE);
  const samples = paths.flatMap((path) => [...samplesOf(path), ...pause]);
  return new Uint8Array(Int16Array.from(samples).buffer);
}

test("raw samples are recognized while they are spoken, and end as an ordinary job", async ({ expect }) => {
  const account = await openAccount();
  const config = { model: MODEL, label: "talk", include_partial: true, audio: { format: "s16le" } };
  const { session, id } = await LiveSession.start(account, config);
  await session.stream(talk([GREETING, SENTENCE, GREETING]), MESSAGE_BYTES, EVERY_MS);
  const before = session.frames.map(({ type }) => type);
  expect(before).toContain("partial");
  expect(before.filter((type) => type === "result").length).toBeGreaterThanOrEqual(1);
  session.endAudio();
  expect(await session.closed()).toBe(1000);
  expect(session.text).toMatch(/friend.*mother.*friend/);
  expect(session.frames.filter(({ type }) => type === "result")).toHaveLength(3);
  expect(await textOfJob(account, id)).toEqual({ status: "complete", text: session.text });
  const { duration } = await session.hears("metadata");
  expect(duration).toBeGreaterThan(9);
  expect(session.frames.at(-1)).toEqual({ type: "status", status: "complete" });
});

test.for([
  ["sentence.webm", { format: "webm" }],
  ["sentence-opus.ogg", { format: "opus" }],
  ["sentence.wav", undefined],
  ["sentence.mp3", undefined],
] as const)("%s is recognized as it comes", async ([name, audio], { expect }) => {
  const account = await openAccount();
  const { session, id } = await LiveSession.start(account, { model: MODEL, ...(audio && { audio }) });
  await session.stream(readFileSync(clip(name)), 4000, 20);
  session.endAudio();
  expect(await session.closed()).toBe(1000);
  expect(session.text).toMatch(/mother/);
  expect(await textOfJob(account, id)).toEqual({ status: "complete", text: session.text });
});

test("two sessions at once hear each its own", async ({ expect }) => {
  const account = await openAccount();
  const texts = await Promise.all(
    [GREETING, SENTENCE].map(async (path) => {
      const { session } = await LiveSession.start(account, { model: MODEL, audio: { format: "s16le" } });
      await session.stream(talk([path]), MESSAGE_BYTES, EVERY_MS);
      session.endAudio();
      await session.closed();
      return session.text;
    }),
  );
  expect(texts[0]).toMatch(/friend/);
  expect(texts[1]).toMatch(/mother/);
  expect(texts[1]).not.toMatch(/friend/);
});

test("what a speaker said who left is recognized all the same", async ({ expect }) => {
  const account = await openAccount();
  const { session, id } = await LiveSession.start(account, { model: MODEL, audio: { format: "s16le" } });
  await session.stream(talk([GREETING], 0), MESSAGE_BYTES, 5);
  session.leave();
  await expect.poll(() => textOfJob(account, id), { timeout: 30_000 }).toMatchObject({ status: "complete" });
  expect((await textOfJob(account, id)).text).toMatch(/friend/);
});

test("a node that is killed while someone speaks costs no word", async ({ expect }) => {
  const account = await openAccount();
  const config = { model: MODEL, include_partial: true, audio: { format: "s16le" } };
  const { session, id } = await LiveSession.start(account, config);
  const audio = talk([GREETING, SENTENCE, GREETING, SENTENCE]);
  const half = Math.floor(audio.length / 2 / MESSAGE_BYTES) * MESSAGE_BYTES;
  await session.stream(audio.subarray(0, half), MESSAGE_BYTES, EVERY_MS);
  await session.hears("result");
  const { nodes } = (await readReadyFile(inject("readyFile"))).pids;
  for (const node of nodes) for (const pid of [...childrenOf(node), node]) kill(pid);
  await session.stream(audio.subarray(half), MESSAGE_BYTES, EVERY_MS);
  session.endAudio();
  expect(await session.closed()).toBe(1000);
  expect(session.text).toMatch(/friend.*mother.*friend.*mother/);
  expect(session.frames.filter(({ type }) => type === "result")).toHaveLength(4);
  expect(await textOfJob(account, id)).toEqual({ status: "complete", text: session.text });
});

test("a key, a configuration and a model that are none each have their code", async ({ expect }) => {
  const account = await openAccount();
  const byHeader = new LiveSession(account, { "x-api-key": "nag_00000000000000000000000000000000" });
  expect(await byHeader.closed()).toBe(4000);
  const byMessage = new LiveSession(account, {});
  await byMessage.say({ token: account.apiKey });
  await byMessage.say({ model: MODEL, audio: { format: "tape" } });
  expect(await byMessage.closed()).toBe(4001);
  const byQuery = new LiveSession(account, {}, `/v2/speech/stt?x-api-key=${account.apiKey}`);
  await byQuery.say({ model: "stt-best" });
  expect(await byQuery.closed()).toBe(4002);
  const poor = await openAccount({ credit_seconds: 0 });
  const unpaid = new LiveSession(poor);
  await unpaid.say({ model: MODEL });
  expect(await unpaid.closed()).toBe(4005);
});

test("noise that is no audio ends the session with the reason", async ({ expect }) => {
  const account = await openAccount();
  const { session } = await LiveSession.start(account, { model: MODEL });
  await session.stream(new Uint8Array(40_000).fill(7), 8000, 5);
  expect(await session.closed()).toBe(1007);
  expect(await session.hears("error")).toEqual({ type: "error", message: "the file is in no known audio format" });
});
