import { SpeechFault } from "../contract/faults.ts";
import { type ListenerWord, SpeechState } from "../contract/synthesis.ts";

/** Waits before asking again when the connection is lost; less together than a stream waits for its listener. */
const RECONNECT_DELAYS_MS = [0, 200, 1_000, 2_000];

/**
 * Follows a synthesis for its one listener, who is not to miss a phrase: over a WebSocket, so that the synthesis' object
 * can sleep, and notices when the listener is gone.
 */
export class PhraseFeed {
  readonly #connect: () => Promise<WebSocket>;
  #socket: WebSocket | undefined;
  #state: SpeechState | undefined;
  #changed = Promise.withResolvers<void>();
  #wanted = 0;
  #fault: unknown;

  /** `connect` opens a new socket to the synthesis, not yet accepted. */
  constructor(connect: () => Promise<WebSocket>) {
    this.#connect = connect;
  }

  async open(): Promise<void> {
    const socket = await this.#connect();
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#hear(data));
    socket.addEventListener("close", () => this.#lose(socket));
    socket.addEventListener("error", () => this.#lose(socket));
    socket.accept();
    this.#ask();
  }

  /** Resolves to whether there is such a phrase, once it can be read. Throws the fault by which the synthesis ended. */
  async has(index: number): Promise<boolean> {
    this.#wanted = index;
    this.#ask();
    for (;;) {
      if (this.#fault !== undefined) throw this.#fault;
      const { readyPhrases = 0, phrases = Infinity } = this.#state ?? {};
      if (index >= phrases) return false;
      if (index < readyPhrases) return true;
      await this.#changed.promise;
    }
  }

  /** The listener is served or gone: the synthesis ends with it, and whoever waits is told. */
  close(fault: unknown = new SpeechFault("synthesis_failed", "the listener left")): void {
    this.#socket?.close(1000, "listener left");
    this.#socket = undefined;
    this.#tell(() => (this.#fault ??= fault));
  }

  #hear(data: string | ArrayBuffer): void {
    if (typeof data !== "string") return;
    const state = SpeechState.parse(JSON.parse(data));
    const { code, detail } = state.failure ?? { code: "synthesis_failed", detail: "the synthesis was cancelled" };
    this.#tell(() => {
      this.#state = state;
      if (state.status === "failed" || state.status === "cancelled") this.#fault ??= new SpeechFault(code, detail);
    });
  }

  #ask(): void {
    const word: ListenerWord = { wants: this.#wanted };
    this.#socket?.send(JSON.stringify(word));
  }

  #lose(socket: WebSocket): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    for (const delayMs of RECONNECT_DELAYS_MS) {
      await scheduler.wait(delayMs);
      if (this.#fault !== undefined) return;
      try {
        return await this.open();
      } catch {
        // The next delay follows.
      }
    }
    this.close(new SpeechFault("storage_unavailable"));
  }

  #tell(change: () => void): void {
    change();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }
}
