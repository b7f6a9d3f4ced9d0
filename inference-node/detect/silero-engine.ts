import { fileURLToPath } from "node:url";
import PQueue from "p-queue";
import { AskedChild, engineFault } from "../asked-child.ts";
import { childEnvironment } from "../recognize/child-environment.ts";
import { SileroReply, type SileroRequest } from "./silero-messages.ts";

const PROGRAM = fileURLToPath(new URL("silero-process.ts", import.meta.url));

/** Starting a process on a machine that is overloaded. */
const OPEN_LIMIT_MS = 30_000;
/** A second of audio takes some 4 ms. */
const JUDGE_LIMIT_MS = 30_000;

interface SileroSettings {
  /** The model file. */
  readonly path: string;
  /** The node's own environment; only what the loader needs is passed on. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly judgeLimitMs?: number;
}

/**
 * Silero's network in a process of its own, which all recordings share: it judges one stretch of one recording at a
 * time. When it crashed or hung, the next call starts it again.
 */
export class SileroEngine {
  readonly #settings: SileroSettings;
  readonly #turns = new PQueue({ concurrency: 1 });
  #child: AskedChild<SileroRequest, SileroReply> | undefined;
  #closed = false;

  constructor(settings: SileroSettings) {
    this.#settings = settings;
  }

  /** The living process, for supervision. */
  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined;
  }

  /** Starts the process ahead of the first call. Rejects with `engine_failed` when the file cannot be used. */
  async warm(): Promise<void> {
    await this.#turns.add(() => this.#take());
  }

  /**
   * How likely speech is in each window of a stretch, and the memory for the next one. `samples` are whole windows with
   * the context of the first before them, `memory` is what the stretch before left.
   */
  async judge(
    samples: Int16Array,
    memory: Float32Array,
  ): Promise<{ probabilities: Float32Array; memory: Float32Array }> {
    return this.#turns.add(async () => {
      const child = await this.#take();
      const limitMs = this.#settings.judgeLimitMs ?? JUDGE_LIMIT_MS;
      const reply = await child.ask({ type: "judge", samples, memory }, limitMs);
      if (reply.type !== "judged") throw engineFault(`the process of Silero answered ${reply.type} to judge`);
      return reply;
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.close();
    await this.#turns.onIdle();
  }

  async #take(): Promise<AskedChild<SileroRequest, SileroReply>> {
    if (this.#closed) throw engineFault("the process of Silero is closed");
    if (this.#child?.alive) return this.#child;
    const { path, environment } = this.#settings;
    const child = new AskedChild<SileroRequest, SileroReply>({
      program: PROGRAM,
      replies: SileroReply,
      environment: childEnvironment(environment),
    });
    this.#child = child;
    try {
      await child.ask({ type: "open", path }, OPEN_LIMIT_MS);
      return child;
    } catch (error) {
      await child.close();
      throw error;
    }
  }
}
