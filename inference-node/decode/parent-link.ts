import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { type DecoderReport, type DecoderRequest, SAMPLES_WINDOW } from "./decoder-protocol.ts";
import type { PcmBlock } from "./pcm-block.ts";

/**
 * The decoder thread's blocking line to the parent process. Decoding is synchronous, so waiting means stopping the
 * thread until the relaying main thread has bumped `signal`.
 */
export class ParentLink {
  readonly #signal: Int32Array;
  readonly #inbox: MessagePort;
  readonly #post: (report: DecoderReport, transfer: ArrayBuffer[]) => void;
  #credit = SAMPLES_WINDOW;

  constructor(signal: Int32Array, inbox: MessagePort, post: (report: DecoderReport, transfer: ArrayBuffer[]) => void) {
    this.#signal = signal;
    this.#inbox = inbox;
    this.#post = post;
  }

  /** The next request, waiting for it as long as it takes. */
  receive(): DecoderRequest {
    for (;;) {
      // Read before looking: a message that arrives between the look and the wait changes it and ends the wait.
      const seen = Atomics.load(this.#signal, 0);
      const received: { message: DecoderRequest } | undefined = receiveMessageOnPort(this.#inbox);
      if (received !== undefined) {
        if (received.message.type === "taken") this.#credit += 1;
        return received.message;
      }
      Atomics.wait(this.#signal, 0, seen);
    }
  }

  report(message: DecoderReport): void {
    this.#post(message, []);
  }

  /** Hands samples over and gives up their memory; first waits, feeding `onRequest`, until the consumer keeps up. */
  sendSamples({ media, planes }: PcmBlock, onRequest: (request: DecoderRequest) => void): void {
    while (this.#credit === 0) onRequest(this.receive());
    this.#credit -= 1;
    this.#post(
      { type: "samples", media, planes },
      planes.map((plane) => plane.buffer),
    );
  }
}
