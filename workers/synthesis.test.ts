import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../src/contract/ids.ts";
import { type Delivery, type SpeechState, SYNTHESIS_RATE } from "../src/contract/synthesis.ts";
import { SILENCE_MS } from "../src/jobs/job-machine.ts";
import { createSpeech, type SpeechRequest } from "../src/synthesis/create-speech.ts";
import { getSpeech } from "../src/synthesis/get-speech.ts";
import { locateSpeech } from "../src/synthesis/locate-speech.ts";
import { speechKey } from "../src/uploads/object-keys.ts";
import { mintTenant } from "../src/testing/factories.ts";
import { mp3Frames, openSpeaker, SHORT_PHRASE, tone } from "../src/testing/speaker.ts";
import { until } from "../src/testing/until.ts";
import type { SynthesisDO } from "./synthesis.ts";

const FENCE = { epoch: 1, attempt: 1 };

/** A text of exactly so many phrases. */
function textOf(phrases: number): string {
  const long = Array.from({ length: phrases - 1 }, (_, n) => `Phrase ${n} ${"word ".repeat(30)}ends.`);
  return ["It begins.", ...long].join(" ");
}

async function mintSpeech(phrases: number, delivery: Delivery = "object", asked: Partial<SpeechRequest> = {}) {
  const { ctx } = await mintTenant();
  const request = { jobId: newId(), text: textOf(phrases), voice: "alloy", ...asked } as const;
  const { id } = await createSpeech(ctx, request, delivery);
  const stub = env.SYNTHESIS.getByName(id);
  const view = () => getSpeech(ctx, id);
  async function finished(status: string): Promise<void> {
    await until(async () => (await view()).row.status === status || undefined);
  }
  return { ctx, id, stub, view, finished, speak: await openSpeaker() };
}

/** Indices of the phrases that wait for a node or are with one, and of those that no message was sent for. */
async function phrasesOut(stub: DurableObjectStub<SynthesisDO>) {
  return runInDurableObject(stub, (_, { storage }) => {
    const inState = (state: string) =>
      storage.sql
        .exec<{ idx: number }>("SELECT idx FROM work WHERE state = ? ORDER BY idx", state)
        .toArray()
        .map(({ idx }) => idx);
    return { sent: inState("sent"), unsent: inState("unsent") };
  });
}

async function storedPhrases(jobId: string): Promise<string[]> {
  return (await env.AUDIO.list({ prefix: `phrases/${jobId}/` })).objects.map(({ key }) => key);
}

async function listen(stub: DurableObjectStub<SynthesisDO>) {
  const { webSocket } = await stub.fetch("https://synthesis/", { headers: { upgrade: "websocket" } });
  if (webSocket === null) throw new Error("no socket");
  const states: SpeechState[] = [];
  webSocket.addEventListener("message", ({ data }) => {
    states.push(JSON.parse(String(data)));
  });
  webSocket.accept();
  return {
    states,
    want: (wants: number) => webSocket.send(JSON.stringify({ wants })),
    leave: () => webSocket.close(1000),
  };
}

describe("a synthesis", () => {
  test("joins its phrases into one MP3, in the order of the text whatever the order of the nodes", async ({
    expect,
  }) => {
    const { ctx, id, view, finished, speak } = await mintSpeech(3);
    const lengths = [22_050, 11_025, 33_075];
    for (const index of [2, 0, 1]) expect(await speak(id, index, { samples: lengths[index] ?? 0 })).toBe("accepted");
    await finished("complete");
    expect((await view()).row.durationSamples).toBe(66_150);
    const object = await env.AUDIO.get(speechKey(ctx.owner, id, "mp3"));
    expect(object?.httpMetadata?.contentType).toBe("audio/mpeg");
    const frames = mp3Frames((await object?.bytes()) ?? new Uint8Array());
    const seconds = ((frames.length - 1) * 576) / SYNTHESIS_RATE;
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(3.1);
    expect(await storedPhrases(id)).toEqual([]);
  });

  test("takes a phrase once: again it is a duplicate, from an older lease stale, after the end cancelled", async ({
    expect,
  }) => {
    const { id, stub, finished, speak } = await mintSpeech(2);
    expect(await speak(id, 0, { attempt: 2 })).toBe("accepted");
    expect(await speak(id, 0, { attempt: 2, samples: 4 })).toBe("duplicate");
    expect(await speak(id, 0)).toBe("stale");
    expect((await env.AUDIO.head(`phrases/${id}/0`))?.size).toBe(2 * SHORT_PHRASE);
    expect(await speak(id, 1)).toBe("accepted");
    await finished("complete");
    expect(await speak(id, 1)).toBe("cancelled");
    expect(await speak(id, 7)).toBe("cancelled");
    expect(await storedPhrases(id)).toEqual([]);
    expect((await stub.state())?.durationSamples).toBe(2 * SHORT_PHRASE);
  });

  test("has only a few phrases out, and more as they come in", async ({ expect }) => {
    const { id, stub, speak } = await mintSpeech(8);
    await expect.poll(async () => (await phrasesOut(stub)).sent).toEqual([0, 1, 2, 3]);
    expect((await phrasesOut(stub)).unsent).toEqual([4, 5, 6, 7]);
    await speak(id, 0);
    await expect.poll(async () => (await phrasesOut(stub)).sent).toEqual([1, 2, 3, 4]);
    await speak(id, 2);
    await stub.state();
    expect((await phrasesOut(stub)).sent).toEqual([1, 3, 4]);
  });

  test("continues after its object was evicted between two phrases", async ({ expect }) => {
    const { id, stub, finished, speak } = await mintSpeech(2);
    await speak(id, 0);
    await evictDurableObject(stub);
    await speak(id, 1);
    await finished("complete");
    expect((await stub.state())?.durationSamples).toBe(2 * SHORT_PHRASE);
  });

  test("whose phrases are all in, but which was not stored, is stored by its alarm", async ({ expect }) => {
    const { ctx, id, stub, finished, speak } = await mintSpeech(1);
    await speak(id, 0);
    await finished("complete");
    await env.AUDIO.put(`phrases/${id}/0`, new Uint8Array(2));
    await env.AUDIO.delete(speechKey(ctx.owner, id, "mp3"));
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec("DELETE FROM facts WHERE name IN ('outcome', 'tidied', 'indexedStatus')");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(stub);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    await finished("complete");
    expect(await env.AUDIO.head(speechKey(ctx.owner, id, "mp3"))).not.toBeNull();
  });

  test("fails in words when a node cannot speak it, and keeps nothing", async ({ expect }) => {
    const { id, stub, view, finished, speak } = await mintSpeech(2);
    await speak(id, 1);
    const failure = { code: "invalid_request", detail: "this cannot be spoken" } as const;
    expect(await stub.failPhrase(0, { fence: FENCE, failure })).toEqual({ outcome: "accepted" });
    await finished("failed");
    expect((await view()).state.failure).toEqual(failure);
    await expect.poll(() => storedPhrases(id)).toEqual([]);
  });

  test("gives a phrase that failed or was given up to the next node", async ({ expect }) => {
    const { id, stub, finished, speak } = await mintSpeech(1);
    const failure = { code: "synthesis_failed", detail: "out of memory" } as const;
    await stub.failPhrase(0, { fence: FENCE, failure });
    await stub.giveUp(0, 2);
    expect(await speak(id, 0)).toBe("stale");
    expect(await speak(id, 0, { epoch: 3 })).toBe("accepted");
    await finished("complete");
  });

  test("fails when a phrase is lost from the bucket before all are joined", async ({ expect }) => {
    const { id, view, finished, speak } = await mintSpeech(2);
    await speak(id, 0);
    await env.AUDIO.delete(`phrases/${id}/0`);
    await speak(id, 1);
    await finished("failed");
    expect((await view()).state.failure?.code).toBe("audio_missing");
  });

  test("is cancelled while nothing of it is spoken, and from then on takes nothing", async ({ expect }) => {
    const { stub, id, finished, speak } = await mintSpeech(2);
    for (let time = 0; time < 2; time++) expect(await stub.cancel("waiting")).toBe("cancelled");
    expect(await speak(id, 0)).toBe("cancelled");
    await finished("cancelled");
    expect(await storedPhrases(id)).toEqual([]);
  });

  test("is not cancelled as one that waits once something of it is spoken", async ({ expect }) => {
    const { stub, id, finished, speak } = await mintSpeech(2);
    await speak(id, 0);
    expect(await stub.cancel("waiting")).toBe("running");
    await speak(id, 1);
    await finished("complete");
    expect(await stub.cancel("waiting")).toBe("over");
    expect(await env.SYNTHESIS.getByName(newId()).cancel("waiting")).toBe("unknown");
  });

  test.for([
    ["mp3", "audio/mpeg"],
    ["opus", "audio/ogg; codecs=opus"],
    ["wav", "audio/wav"],
  ] as const)(
    "as %s is stored with its type, the same however often it is stored",
    async ([format, type], { expect }) => {
      const { ctx, id, stub, finished, speak } = await mintSpeech(1, "object", { format, sampleRate: 24_000 });
      const key = speechKey(ctx.owner, id, format);
      const stored = async () => (await env.AUDIO.get(key))?.bytes();
      await speak(id, 0);
      await finished("complete");
      const first = await stored();
      expect((await env.AUDIO.head(key))?.httpMetadata?.contentType).toBe(type);
      await env.AUDIO.put(`phrases/${id}/0`, tone(SHORT_PHRASE));
      await runInDurableObject(stub, async (_, { storage }) => {
        storage.sql.exec("DELETE FROM facts WHERE name IN ('outcome', 'tidied', 'indexedStatus')");
        await storage.setAlarm(Date.now() + 60_000);
      });
      await env.AUDIO.delete(key);
      await runDurableObjectAlarm(stub);
      expect(await stored()).toEqual(first);
    },
  );

  test("as WAV fails when a phrase is lost from the bucket while it is stored", async ({ expect }) => {
    const { ctx, id, view, finished, speak } = await mintSpeech(2, "object", { format: "wav" });
    await speak(id, 0);
    await env.AUDIO.delete(`phrases/${id}/0`);
    await speak(id, 1);
    await finished("failed");
    expect((await view()).state.failure?.code).toBe("audio_missing");
    expect(await env.AUDIO.head(speechKey(ctx.owner, id, "wav"))).toBeNull();
  });

  test("is forgotten when its retention ends: audio and text", async ({ expect }) => {
    const { ctx, id, stub, view, finished, speak } = await mintSpeech(1);
    await speak(id, 0);
    await finished("complete");
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec("UPDATE facts SET value = json_set(value, '$.retentionMs', 1) WHERE name = 'spec'");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    expect(await env.AUDIO.head(speechKey(ctx.owner, id, "mp3"))).toBeNull();
    expect(await stub.state()).toBeNull();
    expect(await view()).toMatchObject({
      row: { text: "", status: "complete" },
      state: { durationSamples: SHORT_PHRASE },
    });
    await expect(locateSpeech(ctx, id)).rejects.toMatchObject({ code: "audio_missing" });
  });

  test("that nobody started leaves no trace", async ({ expect }) => {
    const stub = env.SYNTHESIS.getByName(newId());
    expect(await stub.state()).toBeNull();
    expect((await stub.fetch("https://synthesis/")).status).toBe(404);
    await runInDurableObject(stub, (_, { storage }) => {
      expect(storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'").toArray()).toEqual([]);
    });
  });
});

describe("a stream", () => {
  test("is spoken no further than a few phrases ahead of its listener", async ({ expect }) => {
    const { id, stub, speak } = await mintSpeech(9, "stream");
    const listener = await listen(stub);
    for (const index of [0, 1]) await speak(id, index);
    await expect.poll(() => listener.states.at(-1)?.readyPhrases).toBe(2);
    expect((await phrasesOut(stub)).sent).toEqual([]);
    listener.want(2);
    await expect.poll(async () => (await phrasesOut(stub)).sent).toEqual([2, 3]);
  });

  test("keeps its phrases until the listener has left, and stores no object", async ({ expect }) => {
    const { ctx, id, stub, finished, speak } = await mintSpeech(2, "stream");
    const listener = await listen(stub);
    await speak(id, 0);
    await speak(id, 1);
    await expect.poll(() => listener.states.at(-1)?.status).toBe("complete");
    expect(await storedPhrases(id)).toHaveLength(2);
    listener.leave();
    await expect.poll(() => storedPhrases(id)).toEqual([]);
    await finished("complete");
    expect(await env.AUDIO.head(speechKey(ctx.owner, id, "mp3"))).toBeNull();
  });

  test("ends when its listener leaves", async ({ expect }) => {
    const { id, stub, finished, speak } = await mintSpeech(6, "stream");
    const listener = await listen(stub);
    await speak(id, 0);
    listener.leave();
    await finished("cancelled");
    expect(await speak(id, 1)).toBe("cancelled");
    expect((await phrasesOut(stub)).unsent).toEqual([2, 3, 4, 5]);
  });

  test("that nobody opens, or whose listener vanishes without a word, ends by its alarm", async ({ expect }) => {
    const { stub, finished } = await mintSpeech(2, "stream");
    await listen(stub);
    await evictDurableObject(stub, { webSockets: "close" });
    await runDurableObjectAlarm(stub);
    expect((await stub.state())?.status).toBe("queued");
    await runInDurableObject(stub, (_, { storage }) => {
      storage.sql.exec("UPDATE facts SET value = ? WHERE name = 'unheardSinceMs'", String(Date.now() - SILENCE_MS));
    });
    await runDurableObjectAlarm(stub);
    await finished("cancelled");
  });
});
