import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { makeTempDir } from "../temp-dir.ts";
import { flawsOf } from "./flaws-of.ts";
import { openAccount } from "./open-account.ts";
import { clip, samplesOf, SENTENCE, silentWav, wavAt } from "./recordings.ts";
import { transcribe } from "./transcribe.ts";

/** Of the sentence's words some survive every codec and every model that is any good. */
const SOME_WORDS = /\b(mother|father|fother|went|town|toun|to)\b/;

test.concurrent.for([
  "sentence.mp3",
  "sentence-faststart.m4a",
  "sentence-moov-at-end.m4a",
  "sentence-vorbis.ogg",
  "sentence-opus.ogg",
  "sentence.flac",
  "sentence.webm",
])("%s is transcribed", async (name, { expect }) => {
  const { events, final } = await transcribe(await openAccount(), clip(name));
  expect(final).toMatchObject({ status: "completed", duration_seconds: 3, error: null, filename: name });
  expect(final.text).toMatch(SOME_WORDS);
  expect(flawsOf(events)).toEqual([]);
});

test.concurrent.for([
  { sampleRate: 8000, channels: 1, sounding: 0 },
  { sampleRate: 44_100, channels: 2, sounding: 1 },
  { sampleRate: 192_000, channels: 1, sounding: 0 },
  { sampleRate: 48_000, channels: 8, sounding: 6 },
])(
  "a wav of $sampleRate Hz that speaks on channel $sounding of $channels is transcribed",
  async ({ sampleRate, channels, sounding }, { expect, onTestFinished }) => {
    const path = join(await makeTempDir(onTestFinished), "sentence.wav");
    await writeFile(path, wavAt(samplesOf(SENTENCE), sampleRate, channels, sounding));
    const { events, final } = await transcribe(await openAccount(), path);
    expect(final).toMatchObject({ status: "completed", duration_seconds: 3, error: null });
    expect(final.text).toMatch(SOME_WORDS);
    expect(flawsOf(events)).toEqual([]);
  },
);

test.concurrent("silence is transcribed as nothing", async ({ expect, onTestFinished }) => {
  const path = join(await makeTempDir(onTestFinished), "silence.wav");
  await writeFile(path, silentWav(3));
  const { events, final } = await transcribe(await openAccount(), path);
  expect(final).toMatchObject({ status: "completed", duration_seconds: 3, text: "", segments: [], progress: 1 });
  expect(events.filter(({ event }) => event === "token")).toEqual([]);
  expect(flawsOf(events)).toEqual([]);
});

test.concurrent("what a file is called does not matter", async ({ expect, onTestFinished }) => {
  const path = join(await makeTempDir(onTestFinished), "sentence.mp3");
  await copyFile(clip("sentence.webm"), path);
  const { final } = await transcribe(await openAccount(), path);
  expect(final).toMatchObject({ status: "completed", content_type: "audio/mpeg" });
  expect(final.text).toMatch(SOME_WORDS);
});
