import { DurableObject } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import { faultCode } from "../src/contract/faults.ts";
import type { AppendOutcome, FailureReport } from "../src/contract/output.ts";
import { ListenerWord, type SpeechSpec, type SpeechState } from "../src/contract/synthesis.ts";
import { openDatabase } from "../src/db/client.ts";
import { hasFacts } from "../src/jobs/facts.ts";
import { expireWork, failWork, giveUpWork, nextDeadlineMs } from "../src/jobs/lose-work.ts";
import { retentionEndMs } from "../src/jobs/retention.ts";
import { type CancelAnswer, type CancelReach, stopJob } from "../src/jobs/stop-job.ts";
import { appendPhrase, type SpokenPhrase } from "../src/synthesis/append-phrase.ts";
import { attendListener } from "../src/synthesis/attend-listener.ts";
import { indexSpeech } from "../src/synthesis/index-speech.ts";
import { forgetSpeech } from "../src/synthesis/forget-speech.ts";
import { sendPhrases } from "../src/synthesis/send-phrases.ts";
import { speechState } from "../src/synthesis/speech-state.ts";
import { openSpeechStore, type SpeechStore } from "../src/synthesis/speech-store.ts";
import { startSpeech } from "../src/synthesis/start-speech.ts";
import { storeSpeech } from "../src/synthesis/store-speech.ts";
import { tidySpeech } from "../src/synthesis/tidy-speech.ts";
import { announceSpeech } from "./announce.ts";
import { answerClose } from "./answer-close.ts";
import { FIRST_RETRY_MS, Waker } from "./waker.ts";

const log = getLogger(["voxedge", "synthesis"]);

/**
 * One text being spoken: who speaks which phrase, what is ready, who is listening. Commands have the three movements of
 * a JobDO: the ledger changes in one transaction, the listener is told, the rest follows in a wake.
 */
export class SynthesisDO extends DurableObject<Env> {
  #store: SpeechStore | undefined;
  readonly #waker = new Waker(this.ctx.storage, {
    followUp: () => this.#followUp(),
    onError: (error, retries) =>
      log.error("synthesis.wake failed: {error}", { jobId: this.#store?.record.spec.jobId, error, retries }),
  });

  async start(spec: SpeechSpec): Promise<void> {
    this.#store ??= openSpeechStore(this.ctx.storage.sql);
    this.#change((speech) => startSpeech(speech, spec));
  }

  /** A node has stored the samples of a phrase. */
  async appendPhrase(phrase: SpokenPhrase): Promise<AppendOutcome> {
    return this.#change((speech) => appendPhrase(speech, phrase, Date.now())) ?? { outcome: "cancelled" };
  }

  async failPhrase(index: number, report: FailureReport): Promise<AppendOutcome> {
    return { outcome: this.#change((speech) => failWork(speech, index, report, Date.now())) ?? "cancelled" };
  }

  /** The queue gave up on a phrase. */
  async giveUp(index: number, epoch: number): Promise<void> {
    this.#change((speech) => giveUpWork(speech, index, epoch, Date.now()));
  }

  /** Cancels it, if it is not over and within reach; its end is published when this answers, or is tried again. */
  async cancel(reach: CancelReach): Promise<CancelAnswer | "unknown"> {
    const answer = this.#change((speech) => stopJob(speech, reach, Date.now()));
    if (answer === "cancelled") await this.#waker.wake();
    return answer ?? "unknown";
  }

  /** The synthesis as it stands; null for an id that was never started. */
  async state(): Promise<SpeechState | null> {
    const speech = this.#open();
    return speech === undefined ? null : speechState(speech);
  }

  /**
   * The socket of whoever waits for it: it gets a SpeechState at once and at each change. The listener of a stream also
   * sends ListenerWords.
   */
  override async fetch(): Promise<Response> {
    const speech = this.#open();
    if (speech === undefined) return new Response(null, { status: 404 });
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server);
    server.send(JSON.stringify(speechState(speech)));
    this.ctx.waitUntil(this.#waker.wake());
    return new Response(null, { status: 101, webSocket: client });
  }

  override webSocketMessage(_: WebSocket, message: string | ArrayBuffer): void {
    if (typeof message !== "string") return;
    const { wants } = ListenerWord.parse(JSON.parse(message));
    this.#change(({ record }) => record.markWanted(wants));
  }

  /** A listener that says goodbye ends its stream now; one whose connection was cut may come back. */
  override webSocketClose(socket: WebSocket, code: number): void {
    answerClose(socket, code);
    this.#change(({ record }) => {
      if (code === 1000) record.markUnheard(0);
    });
  }

  override async alarm(): Promise<void> {
    await this.#waker.ring();
  }

  #open(): SpeechStore | undefined {
    if (this.#store === undefined && hasFacts(this.ctx.storage.sql)) {
      this.#store = openSpeechStore(this.ctx.storage.sql);
    }
    return this.#store;
  }

  /** Commits one change, tells the listener, and lets the consequences follow. Undefined for an unknown id. */
  #change<Result>(verb: (speech: SpeechStore) => Result): Result | undefined {
    const speech = this.#open();
    if (speech === undefined) return undefined;
    const result = this.#commit(speech, () => verb(speech));
    this.#waker.arm(Date.now() + FIRST_RETRY_MS);
    this.ctx.waitUntil(this.#waker.wake());
    return result;
  }

  #commit<Result>(speech: SpeechStore, verb: () => Result): Result {
    const before = JSON.stringify(speechState(speech));
    const result = this.ctx.storage.transactionSync(verb);
    const after = JSON.stringify(speechState(speech));
    if (after !== before) for (const socket of this.#listeners()) socket.send(after);
    return result;
  }

  #listeners(): WebSocket[] {
    return this.ctx.getWebSockets().filter((socket) => socket.readyState === WebSocket.OPEN);
  }

  /** Everything that must happen outside this object, each step safe to repeat. Gives the next deadline. */
  async #followUp(): Promise<number | null> {
    const speech = this.#open();
    if (speech === undefined) return null;
    const { record } = speech;
    const nextLookMs = this.#commit(speech, () => {
      if (record.outcome === undefined) expireWork(speech, Date.now());
      return attendListener(speech, this.#listeners().length > 0, Date.now());
    });
    if (record.outcome === undefined) await this.#advance(speech);
    await this.#index(speech);
    if (record.outcome === undefined) return earliest(nextLookMs, nextDeadlineMs(speech));
    if (record.owesAnnouncement) {
      await announceSpeech(this.env, record.spec.jobId);
      record.markAnnounced();
    }
    // The listener of a stream may still be reading.
    if (nextLookMs !== null) return nextLookMs;
    await tidySpeech(speech, this.env.AUDIO);
    const forgetAtMs = retentionEndMs(speech);
    if (forgetAtMs === null || forgetAtMs > Date.now()) return forgetAtMs;
    await forgetSpeech(speech, this.env.AUDIO, openDatabase(this.env.DB));
    await this.ctx.storage.deleteAll();
    this.#store = undefined;
    return null;
  }

  /** Has phrases spoken or, when all are, stores the whole before anyone hears that it is complete. */
  async #advance(speech: SpeechStore): Promise<void> {
    const { phrases, ready } = speech.ledger.progress();
    if (ready < phrases) return await sendPhrases(speech, this.env.PHRASES);
    const failure = await storeSpeech(speech, this.env.AUDIO).then(
      () => null,
      (error: unknown) => {
        if (faultCode(error) !== "audio_missing") throw error;
        return { code: "audio_missing", detail: "a spoken phrase is no longer stored" } as const;
      },
    );
    const status = failure === null ? "complete" : "failed";
    this.#commit(speech, () => speech.record.decide({ status, failure, completedAtMs: Date.now() }));
  }

  /** The index may lag while the work goes on; it is brought up to date before anything is tidied. */
  async #index(speech: SpeechStore): Promise<void> {
    try {
      await indexSpeech(speech, openDatabase(this.env.DB));
    } catch (error) {
      if (speech.record.outcome !== undefined) throw error;
      log.warn("synthesis.index failed: {error}", { jobId: speech.record.spec.jobId, error });
    }
  }
}

function earliest(...timesMs: (number | null)[]): number | null {
  const known = timesMs.filter((timeMs) => timeMs !== null);
  return known.length === 0 ? null : Math.min(...known);
}
