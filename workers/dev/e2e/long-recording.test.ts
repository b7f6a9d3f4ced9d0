import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inject, test } from "vitest";
import { wav } from "../../../inference-node/testing/test-audio.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { makeTempDir } from "../temp-dir.ts";
import { readReadyFile } from "./deployment.ts";
import { flawsOf } from "./flaws-of.ts";
import { openAccount } from "./open-account.ts";
import { bytesOfTree } from "./processes.ts";
import { recite } from "./recite.ts";
import { submit } from "./transcribe.ts";
import { finalOf, watch, type WatchedEvent } from "./watch.ts";

const SECONDS = 600;
const MOST_BYTES = 900 * 1024 * 1024;

/** Words of the two that a model, if any good, hears at least once. */
const A_GREETING = /moo?r?n|fr[aeiu]+nd/;
const A_SENTENCE = /m[ou]ther|f[ao]u?ther/;

test("ten minutes are told in reading order, early, and in bounded memory", async ({ expect, onTestFinished }) => {
  const { samples, said } = recite(SECONDS);
  const path = join(await makeTempDir(onTestFinished), "long.wav");
  await writeFile(path, wav({ sampleRate: SAMPLE_RATE, channels: 1, data: samples }));
  const [node = 0] = (await readReadyFile(inject("readyFile"))).pids.nodes;

  const access = await openAccount();
  const id = await submit(access, path);
  const events: WatchedEvent[] = [];
  let peakBytes = 0;
  let progress = 0;
  let progressAtFirstToken: number | undefined;
  for await (const event of watch(access, id)) {
    events.push(event);
    if (event.event === "token") progressAtFirstToken ??= progress;
    else {
      progress = event.transcription.progress;
      peakBytes = Math.max(peakBytes, bytesOfTree(node));
    }
  }

  expect(flawsOf(events)).toEqual([]);
  const { segments, ...final } = finalOf(events);
  expect(final).toMatchObject({ status: "completed", duration_seconds: SECONDS });
  const words = segments.flatMap((segment) => segment.words);
  const heard = said.map(({ isGreeting, startSeconds, endSeconds }) => {
    const within = words.filter(({ start, end }) => start < endSeconds && end > startSeconds);
    return { isGreeting, text: within.map((word) => word.text).join(" ") };
  });
  const misheard = heard.filter(({ isGreeting, text }) => !(isGreeting ? A_GREETING : A_SENTENCE).test(text));
  expect(misheard).toEqual([]);

  const chunks = new Set(events.flatMap((event) => (event.event === "token" ? event.token.chunk_index : [])));
  expect(chunks.size).toBeGreaterThan(20);
  expect(progressAtFirstToken).toBeLessThan(0.2);
  expect(peakBytes).toBeGreaterThan(50 * 1024 * 1024);
  expect(peakBytes).toBeLessThan(MOST_BYTES);
});
