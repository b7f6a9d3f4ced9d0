/**
 * node measure-wer.ts FOLDER [MODEL_FOLDER]
 *
 * Transcribes every NAME.wav of FOLDER (16 kHz mono 16-bit) by the engine that nodes run, compares with NAME.txt, and
 * prints the word error rate of each voice, which is NAME up to its last hyphen, and of all.
 */
import { readdir, readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { openEngine } from "../../recognize/fork-engine.ts";
import { SAMPLE_RATE } from "../../../src/contract/units.ts";
import { loadFolder } from "../load-model.ts";
import { EMBEDDED_FOLDER } from "../registry.ts";
import { readWav } from "./read-wav.ts";
import { type WordErrors, addErrors, normaliseText, wordErrors } from "./word-errors.ts";

const [folder, modelFolder = EMBEDDED_FOLDER] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: node measure-wer.ts FOLDER [MODEL_FOLDER]");

const model = await loadFolder(modelFolder);
const engine = await openEngine({
  model,
  device: "cpu",
  processes: 1,
  threads: availableParallelism(),
  environment: {},
});
const perVoice = new Map<string, WordErrors>();
let samplesHeard = 0;
let computeMs = 0;
for (const file of (await readdir(folder)).filter((name) => name.endsWith(".wav")).toSorted()) {
  const name = file.slice(0, -".wav".length);
  const voice = name.slice(0, name.lastIndexOf("-"));
  const reference = await readFile(join(folder, `${name}.txt`), "utf8");
  const samples = await readWav(join(folder, file));
  let heard = "";
  const { computeMs: spentMs } = await engine.recognize(
    samples,
    { language: "en", promptPreset: "default" },
    (tokens) => {
      heard += tokens.map((token) => token.text).join("");
    },
  );
  perVoice.set(voice, addErrors(perVoice.get(voice), wordErrors(normaliseText(reference), normaliseText(heard))));
  samplesHeard += samples.length;
  computeMs += spentMs;
}
await engine.close();

let all: WordErrors | undefined;
for (const [voice, errors] of perVoice) {
  process.stdout.write(line(voice, errors));
  all = addErrors(all, errors);
}
if (all === undefined) throw new Error(`${folder} holds no wav files`);
process.stdout.write(line("all voices", all));
process.stdout.write(`${((samplesHeard / SAMPLE_RATE) * (1000 / computeMs)).toFixed(0)} times faster than real time\n`);

function line(name: string, { errors, words }: WordErrors): string {
  return `${name.padEnd(16)} WER ${(errors / words).toFixed(4)} (${errors} of ${words} words)\n`;
}
