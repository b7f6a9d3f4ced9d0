import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { makeTempDir } from "../temp-dir.ts";
import { flawsOf } from "./flaws-of.ts";
import { openAccount } from "./open-account.ts";
import { channelsWav, GREETING, samplesOf, SENTENCE } from "./recordings.ts";
import { transcribe } from "./transcribe.ts";

const sentence = samplesOf(SENTENCE);
const greeting = samplesOf(GREETING);

test.concurrent("two speakers on two channels are told apart, by turns and at once", async ({
  expect,
  onTestFinished,
}) => {
  const path = join(await makeTempDir(onTestFinished), "dialogue.wav");
  const left = [
    { from: 0, samples: sentence },
    { from: 5, samples: sentence },
    { from: 9, samples: sentence },
  ];
  const right = [
    { from: 3, samples: greeting },
    { from: 9.5, samples: greeting },
  ];
  await writeFile(path, channelsWav([left, right]));
  const { events, final } = await transcribe(await openAccount(), path);
  expect(final).toMatchObject({ status: "completed", duration_seconds: 12, progress: 1, error: null });
  expect(flawsOf(events)).toEqual([]);
  expect(final.segments.map(({ channel }) => channel)).toEqual([0, 1, 0, 0, 1]);
  for (const { channel, start, text } of final.segments) {
    const clips = channel === 0 ? left : right;
    expect(clips.some(({ from }) => Math.abs(start - from) < 1)).toBe(true);
    expect(text).toMatch(channel === 0 ? /\bmother\b.*\bfather\b/ : /\bgood morning\b/);
  }
});

test.concurrent("a voice that is on both channels is told once", async ({ expect, onTestFinished }) => {
  const path = join(await makeTempDir(onTestFinished), "dual-mono.wav");
  const clips = [{ from: 0.5, samples: sentence }];
  const turned = [{ from: 0.5, samples: sentence.map((sample) => -sample) }];
  await writeFile(path, channelsWav([clips, clips, turned]));
  const { events, final } = await transcribe(await openAccount(), path);
  expect(final.segments.map(({ channel }) => channel)).toEqual([0]);
  expect(final.text?.match(/\bmother\b/g)).toHaveLength(1);
  expect(flawsOf(events)).toEqual([]);
});
