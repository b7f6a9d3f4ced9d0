import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, inject, test } from "vitest";
import { wav } from "../../../inference-node/testing/test-audio.ts";
import { makeTempDir } from "../temp-dir.ts";
import { decodersOf } from "./processes.ts";
import { readReadyFile } from "./deployment.ts";
import { flawsOf } from "./flaws-of.ts";
import { openAccount } from "./open-account.ts";
import { clip, SENTENCE } from "./recordings.ts";
import { submit, transcribe } from "./transcribe.ts";
import { historyOf, textOf, watch, watchAll, type WatchedEvent } from "./watch.ts";

const FASTSTART = readFileSync(clip("sentence-faststart.m4a"));
const MOOV_AT_END = readFileSync(clip("sentence-moov-at-end.m4a"));
const MP3 = readFileSync(clip("sentence.mp3"));
const ADTS = readFileSync(new URL("../../../inference-node/audio-fixtures/tone.aac", import.meta.url));
const NO_SAMPLES = new Int16Array(0);

let node: number;

beforeAll(async () => {
  [node = 0] = (await readReadyFile(inject("readyFile"))).pids.nodes;
});

/** Deterministic noise: a linear congruential generator. */
function noise(length: number): Uint8Array {
  let state = 99;
  return Uint8Array.from({ length }, () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) >> 16);
}

function firstPart(bytes: Uint8Array, share: number): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.length * share));
}

const HOSTILE: readonly (readonly [name: string, bytes: Uint8Array, error: RegExp])[] = [
  ["noise.mp3", noise(200_000), /no known audio format/],
  ["page.mp3", Buffer.from("<!doctype html><title>404</title>"), /a web page/],
  ["picture.wav", Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), noise(2000)]), /a PNG image/],
  ["archive.mp3", Buffer.concat([Buffer.from("PK\x03\x04\x14\x00"), MP3]), /a ZIP archive/],
  ["bomb.ogg", gzipSync(new Uint8Array(10_000_000)), /a gzip archive/],
  ["program.wav", readFileSync(process.execPath).subarray(0, 300_000), /a program/],
  ["moov-at-end-cut.m4a", MOOV_AT_END.subarray(0, MOOV_AT_END.length / 2), /cut off/],
  ["faststart-cut.m4a", FASTSTART.subarray(0, FASTSTART.length / 2), /cut off/],
  ["speech-cut.wav", readFileSync(SENTENCE).subarray(0, 40_000), /cut off/],
  ["speech-cut.mp3", firstPart(MP3, 0.9), /ends before its audio does/],
  ["speech-cut.aac", firstPart(ADTS, 0.9), /ends before its audio does/],
  ["speech-cut.flac", firstPart(readFileSync(clip("sentence.flac")), 0.9), /ends before its audio does/],
  ["vorbis-cut.ogg", firstPart(readFileSync(clip("sentence-vorbis.ogg")), 0.9), /ends before its audio does/],
  ["opus-cut.ogg", firstPart(readFileSync(clip("sentence-opus.ogg")), 0.9), /ends before its audio does/],
  ["speech-cut.webm", firstPart(readFileSync(clip("sentence.webm")), 0.5), /cut off/],
  ["header-only.wav", wav({ sampleRate: 16_000, channels: 1, data: NO_SAMPLES }), /no audio/],
  ["huge-claim.wav", wav({ sampleRate: 16_000, channels: 1, data: NO_SAMPLES, claimedBytes: 2 ** 32 - 1 }), /no audio/],
];

test.concurrent.for(HOSTILE)(
  "%s ends as failed and says why",
  async ([name, bytes, error], { expect, onTestFinished }) => {
    const path = join(await makeTempDir(onTestFinished), name);
    await writeFile(path, bytes);
    const { events, final } = await transcribe(await openAccount(), path);
    expect(final).toMatchObject({ status: "failed", error: expect.stringMatching(error), text: null, segments: [] });
    expect(final.completed_at).not.toBeNull();
    expect(flawsOf(events)).toEqual([]);
  },
);

test("a decoder that is killed at its work is replaced, its node lives on", async ({ expect }) => {
  const frozen = decodersOf(node);
  // Frozen, so that the kill cannot come too late; the node gives its spare decoder to the next recording.
  for (const pid of frozen) process.kill(pid, "SIGSTOP");
  const access = await openAccount();
  const id = await submit(access, SENTENCE);

  const events: WatchedEvent[] = [];
  for await (const event of watch(access, id)) {
    events.push(event);
    const isWorkedOn = event.event === "update" && event.transcription.status === "processing";
    if (isWorkedOn) for (const pid of frozen.splice(0)) process.kill(pid, "SIGKILL");
  }
  expect(frozen).toEqual([]);
  expect(events.at(-1)).toMatchObject({ event: "done", transcription: { status: "completed", text: textOf(events) } });
  expect(textOf(events)).not.toBe("");
  expect(flawsOf(events)).toEqual([]);
  const history = historyOf(events);
  expect((await watchAll(access, id, 0)).slice(-history.length)).toEqual(history);
});

test("no recording of this file has ended the node", async ({ expect }) => {
  expect((await transcribe(await openAccount(), SENTENCE)).final.status).toBe("completed");
  expect(process.kill(node, 0)).toBe(true);
  expect((await readReadyFile(inject("readyFile"))).pids.nodes).toEqual([node]);
});
