import type { AudioSource, Failure, JobSpec, JobStatus } from "../contract/job.ts";
import type { Media } from "../contract/plan.ts";
import type { Recording } from "./delete-content.ts";
import type { LanguageDecision } from "./lock-language.ts";
import { Facts } from "./facts.ts";

/** How a job ended; decided once, then published to the bucket, the account, the index and the watchers. */
export interface Outcome {
  readonly status: "complete" | "failed" | "cancelled";
  readonly failure: Failure | null;
  readonly completedAtMs: number;
}

/** How much of the audio has been fetched. */
export interface Transfer {
  readonly receivedBytes: number;
  /** Null when its server does not tell. */
  readonly totalBytes: number | null;
}

/** A multipart upload in which parts of live audio become one object. */
export interface Joining {
  readonly uploadId: string;
  /** Of its finished pieces, in order. */
  readonly etags: readonly string[];
}

interface JobFacts {
  spec: JobSpec;
  /** The account has a slot for a job that had to wait for one. */
  hasSlot: boolean;
  transfer: Transfer;
  /** The audio that was fetched, or put together. */
  source: AudioSource;
  /** When something was last heard of audio that is still being spoken. */
  heardAtMs: number;
  /** The speaker has come to an end. */
  audioEnded: boolean;
  joining: Joining;
  outcome: Outcome;
  media: Media;
  /** Whether webhook endpoints were told of the outcome. */
  announced: boolean;
  /** Length of the recording; absent while the decoder is still reading. */
  totalSamples: number;
  startedAtMs: number;
  language: LanguageDecision;
  /** The status that the index last received. */
  indexedStatus: JobStatus;
  slicesDeleted: boolean;
  erasure: Recording;
}

/** The facts of one job. */
export class JobRecord {
  readonly #facts: Facts<JobFacts>;

  constructor(sql: SqlStorage) {
    this.#facts = new Facts(sql);
  }

  get spec(): JobSpec {
    const spec = this.#facts.get("spec");
    if (spec === undefined) throw new Error("a job's record is read before the job was started");
    return spec;
  }

  /** The recording in the bucket; null while it has still to be fetched, or put together. */
  get source(): AudioSource | null {
    return this.#facts.get("source") ?? this.spec.source;
  }

  setSource(source: AudioSource): void {
    this.#facts.set("source", source);
  }

  /** Null when the audio lay in the bucket from the start. */
  get transfer(): Transfer | null {
    if (this.spec.fetch === undefined) return null;
    return this.#facts.get("transfer") ?? { receivedBytes: 0, totalBytes: null };
  }

  setTransfer(transfer: Transfer): void {
    this.#facts.set("transfer", transfer);
  }

  /** When something was last heard of audio that is still being spoken. */
  get heardAtMs(): number {
    return this.#facts.get("heardAtMs") ?? this.spec.createdAtMs;
  }

  markHeard(nowMs: number): void {
    this.#facts.set("heardAtMs", nowMs);
  }

  /** Whether more audio may come of a job whose audio is still being spoken. */
  get isListening(): boolean {
    return this.spec.live !== undefined && this.outcome === undefined && this.#facts.get("audioEnded") !== true;
  }

  markAudioEnded(): void {
    this.#facts.set("audioEnded", true);
  }

  get joining(): Joining | undefined {
    return this.#facts.get("joining");
  }

  setJoining(joining: Joining): void {
    this.#facts.set("joining", joining);
  }

  /** Whether the account has a slot for the job. */
  get hasSlot(): boolean {
    return this.spec.awaitsSlot !== true || this.#facts.get("hasSlot") === true;
  }

  takeSlot(): void {
    this.#facts.set("hasSlot", true);
  }

  /** Where a job is that is not over. */
  get phase(): "deferred" | "queued" | "in_progress" {
    if (this.startedAtMs !== undefined) return "in_progress";
    const awaitsAudio = this.spec.fetch !== undefined && this.source === null;
    return awaitsAudio || !this.hasSlot ? "deferred" : "queued";
  }

  isStarted(): boolean {
    return this.#facts.get("spec") !== undefined;
  }

  start(spec: JobSpec): void {
    this.#facts.set("spec", spec);
  }

  get outcome(): Outcome | undefined {
    return this.#facts.get("outcome");
  }

  /** The first decision stands. */
  decide(outcome: Outcome): void {
    if (this.outcome !== undefined) return;
    this.#facts.set("outcome", outcome);
    this.#facts.set("announced", false);
  }

  /** Whether webhook endpoints are still to be told of the outcome. */
  get owesAnnouncement(): boolean {
    return this.#facts.get("announced") === false;
  }

  markAnnounced(): void {
    this.#facts.set("announced", true);
  }

  /** What the recording is made of; undefined until a node has looked. */
  get media(): Media | undefined {
    return this.#facts.get("media");
  }

  describe(media: Media): void {
    this.#facts.set("media", media);
  }

  get totalSamples(): number | undefined {
    return this.#facts.get("totalSamples");
  }

  close(totalSamples: number): void {
    this.#facts.set("totalSamples", totalSamples);
  }

  get startedAtMs(): number | undefined {
    return this.#facts.get("startedAtMs");
  }

  markStarted(nowMs: number): void {
    this.#facts.set("startedAtMs", nowMs);
  }

  /** As the chunks reported so far decide it. */
  get language(): LanguageDecision {
    return this.#facts.get("language") ?? { language: null, probability: null, locked: false };
  }

  setLanguage(decision: LanguageDecision): void {
    this.#facts.set("language", decision);
  }

  get indexedStatus(): JobStatus | undefined {
    return this.#facts.get("indexedStatus");
  }

  markIndexed(status: JobStatus): void {
    this.#facts.set("indexedStatus", status);
  }

  /** What is stored of the job. */
  get recording(): Recording {
    const { jobId, accountId, fetch, live } = this.spec;
    return { jobId, accountId, objectKey: (this.source ?? fetch ?? live)?.objectKey ?? null };
  }

  /** What is to be erased; undefined unless the job is. */
  get erasure(): Recording | undefined {
    return this.#facts.get("erasure");
  }

  markErased(recording: Recording): void {
    this.#facts.set("erasure", recording);
  }

  get slicesDeleted(): boolean {
    return this.#facts.get("slicesDeleted") ?? false;
  }

  markSlicesDeleted(): void {
    this.#facts.set("slicesDeleted", true);
  }
}
