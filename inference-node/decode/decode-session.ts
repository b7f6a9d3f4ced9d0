import type { ChildProcess } from "node:child_process";
import { SpeechFault } from "../../src/contract/faults.ts";
import type { DecoderFeed } from "./decoder-feed.ts";
import { type DecoderReport, type DecoderRequest, SAMPLES_WINDOW } from "./decoder-protocol.ts";
import { parseReport } from "./parse-report.ts";
import type { Media } from "../../src/contract/plan.ts";
import type { PcmBlock } from "./pcm-block.ts";

const DEFAULT_STALL_TIMEOUT_MS = 30_000;
const CHECKS_PER_TIMEOUT = 4;
/** Twice what a sound decoder asks for at once; bounds what one gone astray can make the node fetch. */
const MAX_PENDING_READS = 8;

interface SessionOptions {
  readonly maxDurationSamples: number;
  readonly signal: AbortSignal;
  readonly stallTimeoutMs?: number;
}

/** The parent's side of one decode: serves bytes, collects samples, and notices a decoder that died or hangs. */
export class DecodeSession {
  /** Ends, or throws, when the decode does. Holds at most {@link SAMPLES_WINDOW} blocks. */
  readonly samples: ReadableStream<PcmBlock>;
  readonly #decoder: ChildProcess;
  readonly #feed: DecoderFeed;
  readonly #signal: AbortSignal;
  readonly #blocksSeen = new Set<number>();
  readonly #watchdog: NodeJS.Timeout;
  #controller: ReadableStreamDefaultController<PcmBlock> | undefined;
  #media: Media | undefined;
  #pendingReads = 0;
  #untaken = 0;
  #idleChecks = 0;

  constructor(decoder: ChildProcess, feed: DecoderFeed, options: SessionOptions) {
    this.#decoder = decoder;
    this.#feed = feed;
    this.#signal = options.signal;
    this.samples = new ReadableStream({ start: (controller) => void (this.#controller = controller) });
    this.#signal.addEventListener("abort", this.#abort);
    decoder.on("message", (message) => this.#receive(message));
    decoder.once("error", (cause) => this.#fail(crashed("the decoder could not be started", cause)));
    // `close` comes after the last message, `exit` may come before it.
    decoder.once("close", (code, signalName) => this.#fail(crashed(`the decoder died (${signalName ?? code})`)));
    const stallTimeoutMs = options.stallTimeoutMs ?? DEFAULT_STALL_TIMEOUT_MS;
    this.#watchdog = setInterval(() => this.#check(stallTimeoutMs), stallTimeoutMs / CHECKS_PER_TIMEOUT);
    const { maxDurationSamples } = options;
    this.#send({ type: "start", sizeBytes: feed.sizeBytes, maxDurationSamples });
  }

  readonly #abort = () => this.#fail(this.#signal.reason);

  /** Tells that one block has been consumed, which lets the decoder go on. */
  take(): void {
    this.#untaken -= 1;
    this.#send({ type: "taken" });
  }

  /**
   * Stops listening. Readings in flight may end on their own, so that a source can count on those it was asked for; a
   * decoder that is still well is its owner's to end.
   */
  close(): void {
    this.#controller = undefined;
    clearInterval(this.#watchdog);
    this.#signal.removeEventListener("abort", this.#abort);
  }

  #receive(message: unknown): void {
    try {
      this.#follow(parseReport(message));
    } catch (error) {
      this.#fail(error);
    }
  }

  #follow(report: DecoderReport): void {
    switch (report.type) {
      case "want":
        void this.#serve(report.index);
        break;
      case "samples":
        this.#idleChecks = 0;
        this.#untaken += 1;
        if (this.#untaken > SAMPLES_WINDOW) throw crashed("the decoder broke its window");
        this.#controller?.enqueue({ media: this.#sameMedia(report.media), planes: report.planes });
        break;
      case "end":
        this.#controller?.close();
        this.close();
        break;
      case "fault":
        this.#fail(new SpeechFault(report.code, report.detail));
    }
  }

  #sameMedia(media: Media): Media {
    this.#media ??= media;
    const { channels, sampleRate } = this.#media;
    if (media.channels === channels && media.sampleRate === sampleRate) return this.#media;
    throw crashed("the decoder took the recording for another");
  }

  async #serve(index: number): Promise<void> {
    if (this.#pendingReads >= MAX_PENDING_READS) {
      return this.#fail(crashed("the decoder asked for too many bytes at once"));
    }
    // Reading the same bytes again is not progress: a file can make a demuxer run in circles.
    if (!this.#blocksSeen.has(index)) this.#idleChecks = 0;
    this.#blocksSeen.add(index);
    this.#pendingReads += 1;
    try {
      const bytes = await this.#feed.block(index, this.#signal);
      this.#send({ type: "block", index, bytes });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#pendingReads -= 1;
    }
  }

  /** Counts only the time in which it is the decoder's turn. */
  #check(stallTimeoutMs: number): void {
    if (this.#pendingReads > 0 || this.#untaken >= SAMPLES_WINDOW) return;
    this.#idleChecks += 1;
    if (this.#idleChecks <= CHECKS_PER_TIMEOUT) return;
    this.#fail(crashed(`the decoder made no progress for ${stallTimeoutMs / 1000} s`));
  }

  #send(request: DecoderRequest): void {
    // A decoder that is gone shows in its `close` event; there is nothing more to learn from a failed send.
    this.#decoder.send(request, () => {});
  }

  #fail(error: unknown): void {
    if (this.#controller === undefined) return;
    this.#decoder.kill("SIGKILL");
    this.#controller.error(error);
    this.close();
  }
}

function crashed(detail: string, cause?: unknown): SpeechFault {
  return new SpeechFault("decoder_crashed", detail, { cause });
}
