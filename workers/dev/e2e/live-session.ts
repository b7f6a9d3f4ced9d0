import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { ApiAccess } from "../call-api.ts";

const Frame = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("created"), id: z.uuid() }),
  z.strictObject({ type: z.literal("status"), status: z.string() }),
  z.strictObject({ type: z.literal("partial"), transcript: z.string() }),
  z.strictObject({
    type: z.literal("result"),
    transcript: z.string(),
    time_start: z.number(),
    time_end: z.number(),
  }),
  z.strictObject({ type: z.literal("metadata"), duration: z.number(), quota_used: z.number() }),
  z.strictObject({ type: z.literal("error"), message: z.string() }),
]);
type Frame = z.infer<typeof Frame>;

const STREAM = "/v2/speech/stt/streaming";

/** A client that streams audio and keeps what it is told. Throws on words that the contract does not know. */
export class LiveSession {
  readonly frames: Frame[] = [];
  /** Milliseconds after the opening at which each frame came. */
  readonly times: number[] = [];
  readonly #socket: WebSocket;
  readonly #openedAt = performance.now();
  readonly #closed: Promise<unknown[]>;

  constructor({ url, apiKey }: ApiAccess, headers: Record<string, string> = { "x-api-key": apiKey }, path = STREAM) {
    this.#socket = new WebSocket(`${url.replace("http", "ws")}${path}`, { headers });
    this.#socket.addEventListener("message", ({ data }) => {
      this.frames.push(Frame.parse(JSON.parse(String(data))));
      this.times.push(performance.now() - this.#openedAt);
    });
    this.#closed = once(this.#socket, "close");
  }

  /** Opens a session and waits until audio may come; gives it with the id of its job. */
  static async start(access: ApiAccess, config: object): Promise<{ session: LiveSession; id: string }> {
    const session = new LiveSession(access);
    await session.say(config);
    return { session, id: (await session.hears("created")).id };
  }

  async say(message: object): Promise<void> {
    if (this.#socket.readyState === WebSocket.CONNECTING) await once(this.#socket, "open");
    this.#socket.send(JSON.stringify(message));
  }

  /** Sends audio in messages of so many bytes, one each so many milliseconds. */
  async stream(bytes: Uint8Array, messageBytes: number, everyMs: number): Promise<void> {
    for (let at = 0; at < bytes.length; at += messageBytes) {
      this.#socket.send(bytes.slice(at, at + messageBytes));
      await sleep(everyMs);
    }
  }

  endAudio(): void {
    this.#socket.send(new Uint8Array(0));
  }

  leave(): void {
    this.#socket.close();
  }

  /** The first frame of a type, as soon as it is there. */
  async hears<Type extends Frame["type"]>(type: Type): Promise<Extract<Frame, { type: Type }>> {
    for (;;) {
      const frame = this.frames.find((each): each is Extract<Frame, { type: Type }> => each.type === type);
      if (frame !== undefined) return frame;
      if (this.#socket.readyState === WebSocket.CLOSED) throw new Error(`no ${type}: ${JSON.stringify(this.frames)}`);
      await sleep(10);
    }
  }

  /** Resolves to the code with which the server closed. */
  async closed(): Promise<number> {
    const [event] = await this.#closed;
    if (event instanceof CloseEvent) return event.code;
    throw new Error("the socket closed in an unknown way");
  }

  /** What the whole utterances add up to. */
  get text(): string {
    return this.frames.flatMap((frame) => (frame.type === "result" ? [frame.transcript] : [])).join(" ");
  }
}
