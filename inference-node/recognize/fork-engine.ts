import PQueue from "p-queue";
import type { Token } from "../../src/contract/job.ts";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import type { CtcModel } from "../models/load-model.ts";
import { childEnvironment } from "./child-environment.ts";
import type { Device } from "./device.ts";
import { EngineChild, engineFault } from "./engine-child.ts";
import type { Recognized } from "./engine-messages.ts";
import type { Recognition, RecognitionEngine, RecognizeOptions } from "./engine.ts";

/** Reading the largest models from a cold disk and compiling their kernels on a GPU. */
const OPEN_LIMIT_MS = 120_000;

export interface EngineSettings {
  readonly model: CtcModel;
  readonly device: Device;
  /** Threads of one inference. */
  readonly threads: number;
  /** The node's own environment; only what drivers need is passed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds after which a recognition of so many samples counts as hung. */
  readonly runLimitMs?: (samples: number) => number;
}

/** Ten times the length of the audio, at least 30 s: slower than that, work arrives faster than it is done. */
export function defaultRunLimitMs(samples: number): number {
  return Math.max(30_000, Math.ceil((samples / SAMPLE_RATE) * 10_000));
}

/**
 * An engine in a process of its own, which is replaced at the next call when it was aborted, crashed or hung. The first
 * process starts here, so that a model or device that cannot be used is known at once: then rejects with `engine_failed`.
 */
export async function openEngine(settings: EngineSettings): Promise<ForkEngine> {
  const engine = new ForkEngine(settings);
  await engine.warm();
  return engine;
}

export class ForkEngine implements RecognitionEngine {
  readonly model: string;
  readonly device: string;
  readonly #settings: EngineSettings;
  readonly #turns = new PQueue({ concurrency: 1 });
  #child: EngineChild | undefined;
  #closed = false;

  constructor(settings: EngineSettings) {
    this.model = settings.model.name;
    this.device = settings.device;
    this.#settings = settings;
  }

  /** The process at work, for supervision; undefined before the first and after the last. */
  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined;
  }

  async warm(): Promise<void> {
    await this.#turns.add(() => this.#ready());
  }

  async recognize(
    samples: Int16Array,
    { signal }: RecognizeOptions,
    onTokens: (tokens: Token[]) => void | Promise<void>,
  ): Promise<Recognition> {
    const { tokens, computeMs } = await this.#turns.add(() => this.#run(samples, signal), signal && { signal });
    if (tokens.length > 0) await onTokens(tokens);
    const [only, ...others] = this.#settings.model.languages;
    return { language: tokens.length > 0 && others.length === 0 ? (only ?? null) : null, computeMs };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.close();
    await this.#turns.onIdle();
  }

  async #run(samples: Int16Array, signal?: AbortSignal): Promise<Recognized> {
    const child = await this.#ready();
    const limitMs = (this.#settings.runLimitMs ?? defaultRunLimitMs)(samples.length);
    const reply = await child.ask({ type: "recognize", samples }, limitMs, signal);
    if (reply.type !== "recognized") throw engineFault(`the engine answered ${reply.type} to recognize`);
    return reply;
  }

  async #ready(): Promise<EngineChild> {
    if (this.#closed) throw engineFault("the engine is closed");
    if (this.#child?.alive) return this.#child;
    const { model, device, threads, environment } = this.#settings;
    const child = new EngineChild(childEnvironment(environment));
    this.#child = child;
    try {
      await child.ask({ type: "open", model, device, threads }, OPEN_LIMIT_MS);
    } catch (error) {
      await child.close();
      throw error;
    }
    return child;
  }
}
