import { fileURLToPath } from "node:url";
import PQueue from "p-queue";
import type { Token } from "../../src/contract/job.ts";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { AskedChild, engineFault } from "../asked-child.ts";
import type { CtcModel } from "../models/load-model.ts";
import { childEnvironment } from "./child-environment.ts";
import type { Device } from "./device.ts";
import { EngineReply, type EngineRequest, type Recognized } from "./engine-messages.ts";
import type { Recognition, RecognitionEngine, RecognizeOptions } from "./engine.ts";

const PROGRAM = fileURLToPath(new URL("engine-process.ts", import.meta.url));

type EngineChild = AskedChild<EngineRequest, EngineReply>;

/** Reading the largest models from a cold disk and compiling their kernels on a GPU. */
const OPEN_LIMIT_MS = 120_000;

export interface EngineSettings {
  readonly model: CtcModel;
  readonly device: Device;
  /** Chunks recognized at once, each in a process of its own. */
  readonly processes: number;
  /** Compute threads of each process. */
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
 * An engine that runs in processes of its own. The first starts here, so that a model or device that cannot be used is
 * known at once (rejects with `engine_failed`); the others start when calls come together.
 */
export async function openEngine(settings: EngineSettings): Promise<ForkEngine> {
  const engine = new ForkEngine(settings);
  await engine.warm();
  return engine;
}

/** A process that was aborted, crashed or hung is gone; the next call that finds none idle starts another. */
export class ForkEngine implements RecognitionEngine {
  readonly model: string;
  readonly device: string;
  readonly #settings: EngineSettings;
  readonly #turns: PQueue;
  readonly #children = new Set<EngineChild>();
  readonly #idle: EngineChild[] = [];
  #closed = false;

  constructor(settings: EngineSettings) {
    this.model = settings.model.name;
    this.device = settings.device;
    this.#settings = settings;
    this.#turns = new PQueue({ concurrency: settings.processes });
  }

  /** The living processes, for supervision. */
  get pids(): number[] {
    return [...this.#children].filter((child) => child.alive).flatMap((child) => child.pid ?? []);
  }

  async warm(): Promise<void> {
    await this.#turns.add(async () => this.#give(await this.#take()));
  }

  async recognize(
    samples: Int16Array,
    { signal }: RecognizeOptions,
    onTokens: (tokens: Token[]) => void | Promise<void>,
  ): Promise<Recognition> {
    const { tokens, computeMs } = await this.#turns.add(() => this.#run(samples, signal), signal && { signal });
    if (tokens.length > 0) await onTokens(tokens);
    const [only = null, ...others] = this.#settings.model.languages;
    return { language: tokens.length > 0 && others.length === 0 ? only : null, computeMs };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#children].map((child) => child.close()));
    await this.#turns.onIdle();
  }

  async #run(samples: Int16Array, signal?: AbortSignal): Promise<Recognized> {
    const child = await this.#take();
    try {
      const limitMs = (this.#settings.runLimitMs ?? defaultRunLimitMs)(samples.length);
      const reply = await child.ask({ type: "recognize", samples }, limitMs, signal);
      if (reply.type !== "recognized") throw engineFault(`the engine answered ${reply.type} to recognize`);
      return reply;
    } finally {
      this.#give(child);
    }
  }

  /** A living process with the model open, idle or new. */
  async #take(): Promise<EngineChild> {
    if (this.#closed) throw engineFault("the engine is closed");
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop()) {
      if (child.alive) return child;
      this.#children.delete(child);
    }
    const { model, device, threads, environment } = this.#settings;
    const child: EngineChild = new AskedChild({
      program: PROGRAM,
      replies: EngineReply,
      environment: childEnvironment(environment),
    });
    this.#children.add(child);
    try {
      await child.ask({ type: "open", model, device, threads }, OPEN_LIMIT_MS);
      return child;
    } catch (error) {
      this.#children.delete(child);
      await child.close();
      throw error;
    }
  }

  #give(child: EngineChild): void {
    if (child.alive) this.#idle.push(child);
    else this.#children.delete(child);
  }
}
