import { SpeechFault } from "../../contract/faults.ts";
import type { Transfer } from "../../jobs/job-record.ts";

export interface TransferLimits {
  /** Longest time that a server may take for everything, and without sending a byte. */
  readonly totalMs: number;
  readonly idleMs: number;
  /** How often somebody is told of the progress. */
  readonly beatMs: number;
}

interface WatchOptions {
  readonly limits: TransferLimits;
  /** Tells whoever waits for the file; false when nobody wants it any more. Does not throw. */
  readonly beat: (transfer: Transfer) => Promise<boolean>;
}

/** Looks after one transfer: tells of its progress and ends it, by its signal, when it is too slow or not wanted. */
export class TransferWatch {
  readonly #options: WatchOptions;
  readonly #end = new AbortController();
  readonly #startedAtMs = Date.now();
  readonly #timer: ReturnType<typeof setInterval>;
  #lastStepAtMs = this.#startedAtMs;
  #transfer: Transfer = { receivedBytes: 0, totalBytes: null };
  #isBeating = false;
  #isWanted = true;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#attend(), options.limits.beatMs);
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  get isWanted(): boolean {
    return this.#isWanted;
  }

  note(transfer: Transfer): void {
    this.#transfer = transfer;
    this.#lastStepAtMs = Date.now();
  }

  /** Whatever the transfer has still open ends with it. */
  close(reason?: SpeechFault): void {
    clearInterval(this.#timer);
    this.#end.abort(reason);
  }

  #attend(): void {
    const { totalMs, idleMs } = this.#options.limits;
    const nowMs = Date.now();
    if (nowMs - this.#lastStepAtMs >= idleMs) this.close(tooSlow(`sent nothing for ${idleMs / 1000} s`));
    else if (nowMs - this.#startedAtMs >= totalMs) this.close(tooSlow(`took longer than ${totalMs / 1000} s`));
    else if (!this.#isBeating) void this.#beat();
  }

  async #beat(): Promise<void> {
    this.#isBeating = true;
    this.#isWanted = await this.#options.beat(this.#transfer);
    this.#isBeating = false;
    if (!this.#isWanted) this.close();
  }
}

function tooSlow(what: string): SpeechFault {
  return new SpeechFault("uri_unreachable", `the server of the audio URI ${what}`);
}
