import { fileURLToPath } from "node:url";
import PQueue from "p-queue";
import { SpeechFault } from "../../src/contract/faults.ts";
import { SYNTHESIS_RATE } from "../../src/contract/synthesis.ts";
import { AskedChild } from "../asked-child.ts";
import { amplify } from "./amplify.ts";
import type { SpeakOptions, SynthesisEngine } from "./engine.ts";
import { EspeakReply, type EspeakRequest } from "./espeak-messages.ts";
import { pauseMsAfter } from "./pause-after.ts";
import { trimSilence } from "./trim-silence.ts";

const PROGRAM = fileURLToPath(new URL("espeak-process.ts", import.meta.url));

/** A phrase takes some 50 ms, and starting a process less than a second; far more on a machine that is overloaded. */
const SPEAK_LIMIT_MS = 20_000;

/**
 * eSpeak NG: small, robotic, never unavailable; English and Russian. One process that speaks one phrase at a time, and
 * is started again by the next call when it was aborted, crashed or hung.
 */
export class EspeakEngine implements SynthesisEngine {
  readonly name = "espeak-ng";
  readonly #turns = new PQueue({ concurrency: 1 });
  readonly #limitMs: number;
  #child: AskedChild<EspeakRequest, EspeakReply> | undefined;
  #closed = false;

  constructor({ limitMs = SPEAK_LIMIT_MS }: { readonly limitMs?: number } = {}) {
    this.#limitMs = limitMs;
  }

  /** The living process, for supervision. */
  get pid(): number | undefined {
    return this.#child?.alive ? this.#child.pid : undefined;
  }

  /** Starts the process ahead of the first call, which then need not wait for it. */
  warm(): void {
    if (this.#closed || this.#child?.alive) return;
    this.#child = new AskedChild({
      program: PROGRAM,
      replies: EspeakReply,
      // It is given strangers' texts: no secret of the node's environment comes along.
      environment: {},
      execArgv: ["--max-old-space-size=256"],
      fault: espeakFault,
    });
  }

  async speak(text: string, { voice, language, prosody, signal }: SpeakOptions): Promise<Int16Array> {
    const { samples } = await this.#turns.add(() => {
      this.warm();
      if (this.#closed || this.#child === undefined) throw espeakFault("the engine is closed");
      return this.#child.ask({ text, voice, language, prosody }, this.#limitMs, signal);
    }, signal && { signal });
    const { gain = 0, tempo = 1 } = prosody ?? {};
    return withPause(amplify(trimSilence(samples), gain), pauseMsAfter(text) / tempo);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#child?.close();
    await this.#turns.onIdle();
  }
}

function withPause(speech: Int16Array, pauseMs: number): Int16Array {
  const phrase = new Int16Array(speech.length + Math.round((pauseMs / 1000) * SYNTHESIS_RATE));
  phrase.set(speech);
  return phrase;
}

/** The client reads a plain sentence; what happened inside the node is the cause, for the log. */
function espeakFault(what: string, cause?: unknown): SpeechFault {
  return new SpeechFault("engine_failed", "speech synthesis failed", { cause: new Error(what, { cause }) });
}
