import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { PhraseMessage } from "../contract/synthesis.ts";
import { sendPhrases } from "./send-phrases.ts";
import { openSpeechStore } from "./speech-store.ts";
import { startSpeech } from "./start-speech.ts";

test("a message carries all that its node needs, and is sent once", async ({ expect }) => {
  const phrases = [
    { text: "Hello.", language: "en" },
    { text: "Привет.", language: "ru", prosody: { pitch: 2, tempo: 0.5, gain: -6 }, breakMs: 500 },
  ] as const;
  const jobId = newId();
  const sent: MessageSendRequest[] = [];
  const queue: Queue = Object.assign(Object.create(env.PHRASES), {
    sendBatch: async (batch: Iterable<MessageSendRequest>) => void sent.push(...batch),
  });
  await runInDurableObject(env.SYNTHESIS.getByName(jobId), async (_, { storage }) => {
    const speech = openSpeechStore(storage.sql);
    startSpeech(speech, {
      jobId,
      accountId: newId(),
      voice: "onyx",
      phrases: [...phrases],
      delivery: "object",
      leadMs: 0,
      maxSamples: 1,
      format: "mp3",
      sampleRate: 22_050,
      retentionMs: 0,
      createdAtMs: 0,
    });
    await sendPhrases(speech, queue);
    await sendPhrases(speech, queue);
  });
  expect(sent.map(({ contentType }) => contentType)).toEqual(["json", "json"]);
  expect(sent.map(({ body }) => PhraseMessage.parse(body))).toEqual([
    { jobId, epoch: 1, index: 0, voice: "onyx", text: "Hello.", language: "en" },
    {
      jobId,
      epoch: 1,
      index: 1,
      voice: "onyx",
      text: "Привет.",
      language: "ru",
      prosody: { pitch: 2, tempo: 0.5, gain: -6 },
    },
  ]);
});
