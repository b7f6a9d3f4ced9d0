import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { z } from "zod";
import { SpeechFault } from "../src/contract/faults.ts";

/** What a program answers; `failed` comes with its reason. */
interface AnyReply {
  readonly type: string;
  readonly reason?: string;
}

type Succeeded<Reply> = Exclude<Reply, { readonly type: "failed" }>;

interface ChildSettings<Reply> {
  /** Path of the program that is forked. */
  readonly program: string;
  readonly replies: z.ZodType<Reply>;
  readonly environment: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
  /** What is thrown for a process that fails; by default `engine_failed` with its plain title. */
  readonly fault?: (what: string, cause?: unknown) => SpeechFault;
}

/** One forked process, asked one thing at a time. A process that failed to answer is killed and never asked again. */
export class AskedChild<Request extends object, Reply extends AnyReply> {
  readonly #child: ChildProcess;
  readonly #fault: (what: string, cause?: unknown) => SpeechFault;
  #pending: PromiseWithResolvers<Reply> | undefined;
  #alive = true;

  constructor({ program, replies, environment, execArgv = [], fault = engineFault }: ChildSettings<Reply>) {
    this.#fault = fault;
    this.#child = fork(program, [], {
      serialization: "advanced",
      env: { ...environment },
      execArgv: [...execArgv],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // An idle process must not keep the node alive.
    this.#child.unref();
    this.#child.channel?.unref();
    this.#child.on("message", (message) => this.#pending?.resolve(replies.parse(message)));
    this.#child.once("error", (cause) => this.#end(fault("the engine process could not be started", cause)));
    this.#child.once("exit", (exitCode, signal) =>
      this.#end(fault(`the engine process ended with ${signal ?? exitCode}`)),
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
  async ask(request: Request, limitMs: number, signal?: AbortSignal): Promise<Succeeded<Reply>> {
    signal?.throwIfAborted();
    const pending = Promise.withResolvers<Reply>();
    this.#pending = pending;
    const limit = setTimeout(() => this.#end(this.#fault(`no answer within ${limitMs} ms`)), limitMs);
    const abort = () => this.#end(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#child.channel?.ref();
    this.#child.send(request, (error) => {
      if (error !== null) this.#end(this.#fault("the engine process cannot be reached", error));
    });
    try {
      const reply = await pending.promise;
      if (!hasSucceeded(reply)) throw this.#fault(reply.reason ?? "no reason was given");
      return reply;
    } finally {
      clearTimeout(limit);
      signal?.removeEventListener("abort", abort);
      this.#child.channel?.unref();
      this.#pending = undefined;
    }
  }

  async close(): Promise<void> {
    this.#end(this.#fault("the engine was closed"));
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.ref();
    await once(this.#child, "exit");
  }

  #end(reason: unknown): void {
    this.#alive = false;
    this.#child.kill("SIGKILL");
    this.#pending?.reject(reason);
  }
}

function hasSucceeded<Reply extends AnyReply>(reply: Reply): reply is Succeeded<Reply> {
  return reply.type !== "failed";
}

/** The client reads the plain title; what happened inside the node is the cause, for the log. */
export function engineFault(what: string, cause?: unknown): SpeechFault {
  return new SpeechFault("engine_failed", undefined, { cause: new Error(what, { cause }) });
}
