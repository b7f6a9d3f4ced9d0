import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

const DECODER_PROCESS = fileURLToPath(new URL("./decoder-process.ts", import.meta.url));

/**
 * Makes decoder processes, each for one recording, and keeps one started ahead: starting takes longer than decoding a
 * short recording. Close it at shutdown; running decodes then end with `decoder_crashed`.
 */
export class DecoderPool {
  readonly #living = new Set<ChildProcess>();
  #spare: ChildProcess | undefined;
  #closed = false;

  /** Starts the spare unless there is one. */
  warm(): void {
    if (this.#closed || this.#spare !== undefined) return;
    const spare = this.#fork();
    // A process nobody asked for must not keep the node alive.
    spare.unref();
    spare.channel?.unref();
    this.#spare = spare;
  }

  /** A decoder of the caller's own, until {@link release}. */
  acquire(): ChildProcess {
    const decoder = this.#spare ?? this.#fork();
    this.#spare = undefined;
    decoder.ref();
    decoder.channel?.ref();
    return decoder;
  }

  /** Ends a decoder, however busy, and starts the next spare. */
  release(decoder: ChildProcess): void {
    decoder.kill("SIGKILL");
    this.warm();
  }

  close(): void {
    this.#closed = true;
    for (const decoder of this.#living) decoder.kill("SIGKILL");
  }

  #fork(): ChildProcess {
    const decoder = fork(DECODER_PROCESS, [], {
      // FFmpeg parses strangers' files in there: no secret of the node's environment comes along.
      env: {},
      execArgv: ["--max-old-space-size=128", "--expose-gc"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#living.add(decoder);
    decoder.once("exit", () => {
      this.#living.delete(decoder);
      if (this.#spare === decoder) this.#spare = undefined;
    });
    return decoder;
  }
}
