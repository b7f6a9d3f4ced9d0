import { writeFile } from "node:fs/promises";
import { wav } from "../../../inference-node/testing/test-audio.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { GREETING, samplesOf } from "./recordings.ts";

const SENTENCES = 10;
const SHORT_PAUSE = 0.15 * SAMPLE_RATE;
/** Long enough to become a span of its own. */
const LONG_PAUSE = 1.5 * SAMPLE_RATE;

/**
 * Writes a recording that says one sentence over and over, with a long pause after every tenth: two or three chunks for
 * each passage of 17 s.
 */
export async function writeRecording(path: string, passages: number): Promise<string> {
  const sentence = samplesOf(GREETING);
  const passage = new Int16Array(SENTENCES * (sentence.length + SHORT_PAUSE) + LONG_PAUSE);
  for (let turn = 0; turn < SENTENCES; turn += 1) passage.set(sentence, turn * (sentence.length + SHORT_PAUSE));
  const data = new Int16Array(passages * passage.length);
  for (let turn = 0; turn < passages; turn += 1) data.set(passage, turn * passage.length);
  await writeFile(path, wav({ sampleRate: SAMPLE_RATE, channels: 1, data }));
  return path;
}
