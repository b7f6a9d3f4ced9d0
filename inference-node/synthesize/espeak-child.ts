import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SpeechFault } from "../../src/contract/faults.ts";
import { EspeakReply, type EspeakRequest } from "./espeak-messages.ts";

const PROGRAM = fileURLToPath(new URL("espeak-process.ts", import.meta.url));

/** One eSpeak process, asked one thing at a time. A process that did not answer is killed and never asked again. */
export class EspeakChild {
  readonly #child: ChildProcess;
  #pending: PromiseWithResolvers<Int16Array> | undefined;
  #alive = true;

  constructor() {
    this.#child = fork(PROGRAM, [], {
      serialization: "advanced",
      // It is given strangers' texts: no secret of the node's environment comes along.
      env: {},
      execArgv: ["--max-old-space-size=256"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // An idle process must not keep the node alive.
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on("message", (message) => this.#settle(EspeakReply.parse(message)));
    this.#child.once("error", (cause) => this.#end(espeakFault("eSpeak could not be started", cause)));
    this.#child.once("exit", (code, signal) => this.#end(espeakFault(`eSpeak ended with ${signal ?? code}`)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * The samples of one text. Rejects with `engine_failed` when eSpeak reports a failure, dies or takes longer than
   * `limitMs`, and with the signal's reason when that aborts; in all cases but the first the process is dead then.
   */
  async ask(request: EspeakRequest, limitMs: number, signal?: AbortSignal): Promise<Int16Array> {
    signal?.throwIfAborted();
    const pending = Promise.withResolvers<Int16Array>();
    this.#pending = pending;
    const limit = setTimeout(() => this.#end(espeakFault(`no answer within ${limitMs} ms`)), limitMs);
    const abort = () => this.#end(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#child.channel?.ref();
    this.#child.send(request, (error) => {
      if (error !== null) this.#end(espeakFault("eSpeak cannot be reached", error));
    });
    try {
      return await pending.promise;
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      this.#child.channel?.unref();
      this.#pending = undefined;
    }
  }

  async close(): Promise<void> {
    this.#end(espeakFault("the engine was closed"));
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.ref();
      await once(this.#child, "exit");
    }
  }

  #settle(reply: EspeakReply): void {
    if (reply.type === "spoken") this.#pending?.resolve(reply.samples);
    else this.#pending?.reject(espeakFault(reply.reason));
  }

  #end(reason: unknown): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
    this.#pending?.reject(reason);
  }
}

/** The client reads a plain sentence; what happened inside the node is the cause, for the log. */
export function espeakFault(what: string, cause?: unknown): SpeechFault {
  return new SpeechFault("engine_failed", "speech synthesis failed", { cause: new Error(what, { cause }) });
}
