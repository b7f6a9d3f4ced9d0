import { InferenceSession, Tensor } from "onnxruntime-node";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { CONTEXT_SAMPLES, MEMORY_VALUES, WINDOW_SAMPLES } from "./silero-messages.ts";

const FULL_SCALE = 32_768;

/**
 * The two signatures under which Silero's network was published, source: https://github.com/snakers4/silero-vad. Both
 * take `input` float32 [1, samples], `sr` int64 and states float32 [2, 1, width], and give `output` float32 [1, 1] and
 * the next states.
 */
const VERSIONS = {
  v5: { contextSamples: CONTEXT_SAMPLES, states: [{ input: "state", output: "stateN", width: 128, memoryFrom: 0 }] },
  legacy: {
    contextSamples: 0,
    states: [
      { input: "h", output: "hn", width: 64, memoryFrom: 0 },
      { input: "c", output: "cn", width: 64, memoryFrom: 128 },
    ],
  },
} as const;

type Version = keyof typeof VERSIONS;

interface Judgement {
  /** How likely it is, 0 to 1, that there is speech in each window. */
  readonly probabilities: Float32Array;
  readonly memory: Float32Array;
}

/** Silero's network in this process. It keeps nothing between two calls: what it remembers travels with each of them. */
export class SileroModel {
  readonly version: Version;
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession, version: Version) {
    this.#session = session;
    this.version = version;
  }

  /** Throws an Error of one line when the file cannot be loaded or is no such network. */
  static async open(path: string): Promise<SileroModel> {
    const session = await InferenceSession.create(path, {
      executionProviders: ["cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 4,
      extra: { session: { set_denormal_as_zero: "1" } },
    });
    const model = new SileroModel(session, versionOf(session));
    // Names prove little: what else is wrong with the network shows at its first window.
    const silence = new Int16Array(CONTEXT_SAMPLES + WINDOW_SAMPLES);
    await model.judge(silence, new Float32Array(MEMORY_VALUES));
    return model;
  }

  /** Judges windows in order; `samples` are whole windows, the context of the first before them. */
  async judge(samples: Int16Array, memory: Float32Array): Promise<Judgement> {
    const pcm = Float32Array.from(samples, (sample) => sample / FULL_SCALE);
    const probabilities = new Float32Array((samples.length - CONTEXT_SAMPLES) / WINDOW_SAMPLES);
    let remembered = memory;
    for (let window = 0; window < probabilities.length; window += 1) {
      const end = CONTEXT_SAMPLES + (window + 1) * WINDOW_SAMPLES;
      const heard = pcm.subarray(end - WINDOW_SAMPLES - VERSIONS[this.version].contextSamples, end);
      const { probability, next } = await this.#judgeWindow(heard, remembered);
      probabilities[window] = probability;
      remembered = next;
    }
    return { probabilities, memory: remembered };
  }

  async #judgeWindow(heard: Float32Array, memory: Float32Array): Promise<{ probability: number; next: Float32Array }> {
    const feeds: Record<string, Tensor> = {
      input: new Tensor("float32", heard, [1, heard.length]),
      // Files differ in whether this is a scalar; onnxruntime takes a list of one for it, but not the other way round.
      sr: new Tensor("int64", [BigInt(SAMPLE_RATE)], [1]),
    };
    const { states } = VERSIONS[this.version];
    for (const { input, width, memoryFrom } of states) {
      feeds[input] = new Tensor("float32", memory.subarray(memoryFrom, memoryFrom + 2 * width), [2, 1, width]);
    }
    const told = await this.#session.run(feeds);
    const [probability, ...others] = floatsOf(told, "output");
    if (probability === undefined || others.length > 0 || !(probability >= 0 && probability <= 1)) {
      throw new TypeError("its output is not one probability");
    }
    const next = new Float32Array(MEMORY_VALUES);
    for (const { output, width, memoryFrom } of states) {
      const state = floatsOf(told, output);
      if (state.length !== 2 * width) throw new TypeError(`its ${output} is not [2, 1, ${width}]`);
      next.set(state, memoryFrom);
    }
    return { probability, next };
  }
}

function versionOf({ inputNames }: InferenceSession): Version {
  if (isSignature(inputNames, "v5")) return "v5";
  if (isSignature(inputNames, "legacy")) return "legacy";
  throw new TypeError(`it takes ${inputNames.join(", ")}; Silero takes input, sr and either state or h and c`);
}

function isSignature(inputNames: readonly string[], version: Version): boolean {
  const known = new Set(["input", "sr", ...VERSIONS[version].states.map(({ input }) => input)]);
  return inputNames.length === known.size && inputNames.every((name) => known.has(name));
}

function floatsOf(told: InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = told[name]?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`it gives no ${name} of float32`);
  return data;
}
