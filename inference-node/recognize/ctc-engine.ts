import { readFile } from "node:fs/promises";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { Token } from "../../src/contract/job.ts";
import type { CtcModel } from "../models/load-model.ts";
import { beamSearch } from "./beam-search.ts";
import { decodeTokens } from "./decode-tokens.ts";
import type { Device } from "./device.ts";
import { dropSteadyWords } from "./drop-steady-words.ts";
import { type Lexicon, readLexicon } from "./lexicon.ts";
import { snapToSound } from "./snap-to-sound.ts";
import { soundLevelsDb } from "./sound-levels.ts";

/** Networks of this kind need a few frames to work on; 0.1 s of audio gives two at the coarsest usual frame rate. */
const SHORTEST_SAMPLES = 1_600;

/** Peaks below −66 dBFS carry at most four bits: dither and converter noise, which the network would amplify to speech level. */
const SILENT_PEAK = 16;

/** A CTC network in this process. `recognize` blocks the event loop while the network runs. */
export class CtcEngine {
  readonly #session: InferenceSession;
  readonly #model: CtcModel;
  readonly #lexicon: Lexicon | undefined;

  private constructor(session: InferenceSession, model: CtcModel, lexicon: Lexicon | undefined) {
    this.#session = session;
    this.#model = model;
    this.#lexicon = lexicon;
  }

  static async open(model: CtcModel, device: Device, threads: number): Promise<CtcEngine> {
    const session = await InferenceSession.create(model.networkPath, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
      // Quiet passages drive activations into denormals, on which a CPU computes many times slower.
      extra: { session: { set_denormal_as_zero: "1" } },
    });
    const lexicon = model.lexiconPath === undefined ? undefined : readLexicon(await readFile(model.lexiconPath));
    return new CtcEngine(session, model, lexicon);
  }

  /** The words of one chunk of 16 kHz mono; positions count from its start. */
  async recognize(samples: Int16Array): Promise<Token[]> {
    if (isSilent(samples)) return [];
    const pcm = new Float32Array(Math.max(samples.length, SHORTEST_SAMPLES));
    for (let i = 0; i < samples.length; i++) pcm[i] = (samples[i] ?? 0) / 32_768;
    const { log_probs: told } = await this.#session.run({ pcm: new Tensor("float32", pcm, [1, pcm.length]) });
    const [, frames, vocabulary] = told?.dims ?? [];
    if (!(told?.data instanceof Float32Array) || frames === undefined || vocabulary === undefined) {
      throw new TypeError(`${this.#model.name} gives no log_probs of float32 [batch, frames, vocabulary]`);
    }
    const output = { logProbs: told.data, frames, vocabulary };
    const tokens =
      this.#lexicon === undefined
        ? decodeTokens(output, this.#model, samples.length)
        : beamSearch(output, this.#model, this.#lexicon, samples.length);
    const levelsDb = soundLevelsDb(samples);
    return snapToSound(dropSteadyWords(tokens, levelsDb), levelsDb, samples.length);
  }
}

function isSilent(samples: Int16Array): boolean {
  return samples.every((sample) => Math.abs(sample) < SILENT_PEAK);
}
