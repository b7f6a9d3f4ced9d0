import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SpeechFault } from "../../src/contract/faults.ts";
import { EngineReply, type EngineRequest } from "./engine-messages.ts";

const PROGRAM = fileURLToPath(new URL("engine-process.ts", import.meta.url));

/** One forked engine process, asked one thing at a time. A process that failed to answer is killed and never asked again. */
export class EngineChild {
  readonly #child: ChildProcess;
  #pending: PromiseWithResolvers<EngineReply> | undefined;
  #alive = true;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#child = fork(PROGRAM, [], {
      serialization: "advanced",
      env: { ...environment },
      execArgv: [],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child.on("message", (message) => this.#pending?.resolve(EngineReply.parse(message)));
    this.#child.once("error", (cause) => this.#end(engineFault("the engine process could not be started", cause)));
    this.#child.once("exit", (exitCode, signal) =>
      this.#end(engineFault(`the engine process ended with ${signal ?? exitCode}`)),
    );
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /**
   * The answer to one request. Rejects with `engine_failed` when the process reports a failure, dies or takes longer than
   * `limitMs`, and with the signal's reason when that aborts; in all cases but the first the process is dead then.
   */
  async ask(
    request: EngineRequest,
    limitMs: number,
    signal?: AbortSignal,
  ): Promise<Exclude<EngineReply, { type: "failed" }>> {
    signal?.throwIfAborted();
    const pending = Promise.withResolvers<EngineReply>();
    this.#pending = pending;
    const limit = setTimeout(
      () => this.#end(engineFault(`no answer to ${request.type} within ${limitMs} ms`)),
      limitMs,
    );
    const abort = () => this.#end(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#child.send(request, (error) => {
      if (error !== null) this.#end(engineFault("the engine process cannot be reached", error));
    });
    try {
      const reply = await pending.promise;
      if (reply.type === "failed") throw engineFault(reply.reason);
      return reply;
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      this.#pending = undefined;
    }
  }

  async close(): Promise<void> {
    this.#end(engineFault("the engine was closed"));
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, "exit");
  }

  #end(reason: unknown): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
    this.#pending?.reject(reason);
  }
}

/** The client reads the plain title; what happened inside the node is the cause, for the log. */
export function engineFault(what: string, cause?: unknown): SpeechFault {
  return new SpeechFault("engine_failed", undefined, { cause: new Error(what, { cause }) });
}
