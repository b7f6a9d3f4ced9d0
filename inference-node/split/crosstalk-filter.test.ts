import { readdirSync, readFileSync } from "node:fs";
import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";
import { beforeAll, describe, test } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { CrosstalkFilter } from "./crosstalk-filter.ts";
import { decodeContainer } from "../decode/decode-container.ts";
import { openContainer } from "../decode/open-container.ts";
import { openFvadDetector } from "../detect/fvad-detector.ts";
import { FRAME_SAMPLES } from "../detect/speech-detector.ts";
import { channelOf, joined, readerOver, sameLength } from "../testing/test-audio.ts";
import { type ActivityFrame, VoiceActivity } from "../detect/voice-activity.ts";

const CLIPS = new URL("../models/embedded/clips/", import.meta.url);

/** Sentences by six voices. */
let clips: Int16Array[];

beforeAll(() => {
  Log.setLevel(AV_LOG_QUIET);
  clips = readdirSync(CLIPS).map((name) => {
    const { reader } = readerOver(readFileSync(new URL(name, CLIPS)));
    return channelOf([...decodeContainer(openContainer(reader), 60 * SAMPLE_RATE)]);
  });
});

type Source = readonly [samples: Int16Array, volume: number, delaySamples?: number];

function mix(...sources: readonly Source[]): Int16Array {
  const [first] = sources;
  return Int16Array.from({ length: first?.[0].length ?? 0 }, (_, at) =>
    sources.reduce((sum, [samples, volume, delay = 0]) => sum + (samples[at - delay] ?? 0) * volume, 0),
  );
}

/** Noise of a microphone, different for every seed. */
function hiss(length: number, seed: number): Int16Array {
  let state = seed;
  return Int16Array.from({ length }, () => ((state = (state * 48_271) % 0x7fffffff) / 0x7fffffff - 0.5) * 60);
}

/** A voice as a far microphone hears it: late, and with the echo of the room. */
function across(voice: Int16Array, volume: number): Int16Array {
  const echoes = Array.from({ length: 12 }, (_, at): Source => {
    return [voice, (at % 2 === 0 ? 0.3 : -0.3) * volume * Math.exp(-at / 4), 60 + at * 97];
  });
  return mix([voice, volume, 48], ...echoes);
}

async function judge(samples: Int16Array): Promise<ActivityFrame[]> {
  const activity = new VoiceActivity(await openFvadDetector());
  return [...(await activity.push(samples)), ...(await activity.finish())];
}

/** Share of a channel's frames with a voice, alone and as the filter leaves them, over the voice of `alone`. */
async function shares(channels: readonly Int16Array[], alone: readonly Int16Array[] = channels): Promise<number[]> {
  const own = await Promise.all(channels.map(judge));
  const filter = new CrosstalkFilter(channels.length);
  const left = (own[0] ?? []).flatMap((_, at) => {
    const moment = own.flatMap((frames) => frames[at] ?? []);
    return filter.push(
      moment,
      channels.map((samples) => samples.subarray(at * FRAME_SAMPLES, (at + 1) * FRAME_SAMPLES)),
    );
  });
  left.push(...filter.finish());
  const expected = (await Promise.all(alone.map(judge))).map(voicedFrames);
  return channels.map((_, channel) => {
    const kept = voicedFrames(left.flatMap((moment) => moment[channel] ?? []));
    return (expected[channel] ?? 0) === 0 ? kept : kept / (expected[channel] ?? 1);
  });
}

function voicedFrames(frames: readonly ActivityFrame[]): number {
  return frames.filter(({ voiced }) => voiced).length;
}

describe("one voice in two channels", () => {
  test.for([
    ["twice the same", (voice: Int16Array) => [voice, voice]],
    ["with the phase turned", (voice: Int16Array) => [voice, mix([voice, -1])]],
    ["louder in the first", (voice: Int16Array) => [voice, mix([voice, 0.1])]],
    ["a little louder in the second", (voice: Int16Array) => [mix([voice, 0.9]), voice]],
    ["later and weaker in the second", (voice: Int16Array) => [voice, mix([voice, 0.5, 80])]],
    [
      "with the noise of two microphones",
      (voice: Int16Array) => [
        mix([voice, 1], [hiss(voice.length, 3), 1]),
        mix([voice, 0.9, 30], [hiss(voice.length, 4), 1]),
      ],
    ],
    ["across the room in the second", (voice: Int16Array) => [voice, across(voice, 0.4)]],
  ] as const)("%s, is left to the first", async ([, channelsOf], { expect }) => {
    const voice = joined(clips);
    const [first, second] = await shares(channelsOf(voice), [voice, new Int16Array(voice.length)]);
    expect(first).toBeGreaterThan(0.95);
    expect(first).toBeLessThan(1.05);
    expect(second).toBe(0);
  });

  test("much louder in the second, is left to the second", async ({ expect }) => {
    const voice = joined(clips);
    const [first, second] = await shares([mix([voice, 0.1]), voice], [new Int16Array(voice.length), voice]);
    expect(first).toBe(0);
    expect(second).toBeGreaterThan(0.95);
  });
});

describe("two voices", () => {
  /** The clips by turns, each speaker in a channel of their own. */
  function turns(): Int16Array[] {
    return [0, 1].map((speaker) =>
      joined(clips.map((clip, at) => (at % 2 === speaker ? clip : new Int16Array(clip.length)))),
    );
  }

  test("that take turns are left to their channels", async ({ expect }) => {
    expect(await shares(turns())).toEqual([1, 1]);
  });

  test.for([0.1, 0.3])(
    "that take turns and are heard in the other channel at a volume of %f are kept apart",
    async (volume, { expect }) => {
      const [left = new Int16Array(0), right = new Int16Array(0)] = turns();
      const channels = [
        mix([left, 1], [across(right, volume), 1], [hiss(left.length, 3), 1]),
        mix([right, 1], [across(left, volume), 1], [hiss(left.length, 4), 1]),
      ];
      for (const share of await shares(channels, [left, right])) {
        expect(share).toBeGreaterThan(0.93);
        expect(share).toBeLessThan(1.07);
      }
    },
  );

  test("at once are both kept, also with some of each in the other channel", async ({ expect }) => {
    const voices = sameLength([joined(clips.slice(0, 3)), joined(clips.slice(3))]);
    expect(await shares(voices)).toEqual([1, 1]);
    const [left = new Int16Array(0), right = new Int16Array(0)] = voices;
    const mixed = await shares([mix([left, 1], [right, 0.2, 30]), mix([right, 1], [left, 0.2, 30])], voices);
    for (const share of mixed) expect(share).toBeGreaterThan(0.9);
  });
});

test("a voice in eight channels is left to one, and seven silent ones stay silent", async ({ expect }) => {
  const [voice = new Int16Array(0)] = clips;
  const copies = Array.from({ length: 8 }, (_, channel) => mix([voice, channel === 5 ? 1 : 0.2, channel * 10]));
  const silent = copies.map((_, channel) => (channel === 5 ? voice : new Int16Array(voice.length)));
  const left = await shares(copies, silent);
  expect(left.filter((_, channel) => channel !== 5)).toEqual(Array(7).fill(0));
  expect(left[5]).toBeGreaterThan(0.95);
  expect(await shares(silent, silent)).toEqual([0, 0, 0, 0, 0, 1, 0, 0]);
});

test("decides nothing for nothing, and a recording shorter than its reach", async ({ expect }) => {
  expect(new CrosstalkFilter(2).finish()).toEqual([]);
  const frame = { samples: 100, voiced: true, energy: 5 };
  const filter = new CrosstalkFilter(2);
  const samples = Int16Array.from({ length: 100 }, (_, at) => Math.round(1000 * Math.sin(at)));
  expect(filter.push([frame, frame], [samples, samples])).toEqual([]);
  expect(filter.finish()).toEqual([[frame, { ...frame, voiced: false }]]);
});
