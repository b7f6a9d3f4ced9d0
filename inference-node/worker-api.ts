import { SpeechFault } from "../src/contract/faults.ts";
import type { AudioSource } from "../src/contract/job.ts";
import { NODE_PATHS, type NodeHeartbeat } from "../src/contract/node-api.ts";
import { AppendOutcome, type FailureReport, type OutputBatch } from "../src/contract/output.ts";
import { type Fence, type PlanBatch, PlanOutcome } from "../src/contract/plan.ts";
import { BYTES_PER_SAMPLE } from "../src/contract/units.ts";
import { type Call, callWithRetry, type Fetch, jsonOf, type RetryPolicy } from "./http-call.ts";

interface WorkerApiOptions {
  readonly baseUrl: string;
  readonly key: string;
  readonly fetch: Fetch;
  readonly retry?: RetryPolicy;
}

/** Outlasts a restart of the deployment (a few seconds) and ends well before a lease does. */
const RETRY: RetryPolicy = { retries: 6, minTimeout: 100, maxTimeout: 3000 };
/** With a try after it, less than the silence after which a job replaces a node. */
const JSON_DEADLINE_MS = 5_000;
const BYTES_DEADLINE_MS = 30_000;

/**
 * Client of the surface that a deployment offers its nodes. Every call may be repeated without effect and is, on
 * network errors, 5xx and 429; other refusals are thrown at once as SpeechFault with the answer's code.
 */
export class WorkerApi {
  readonly #options: WorkerApiOptions;

  constructor(options: WorkerApiOptions) {
    this.#options = options;
  }

  async heartbeat(beat: NodeHeartbeat, signal: AbortSignal): Promise<void> {
    await this.#send({ ...jsonCall(NODE_PATHS.heartbeat(), beat), signal }, discard);
  }

  /** Exactly `length` bytes of the pinned object from `offset`. Throws `audio_changed`, `audio_missing`. */
  readAudio(
    jobId: string,
    source: AudioSource,
    offset: number,
    length: number,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const call = {
      path: `${NODE_PATHS.audio(jobId)}?key=${encodeURIComponent(source.objectKey)}`,
      method: "GET",
      headers: { "if-match": source.etag, range: `bytes=${offset}-${offset + length - 1}` },
      deadlineMs: BYTES_DEADLINE_MS,
      signal,
    } as const;
    return this.#send(call, async (response) => {
      if (response.status !== 206 && length !== source.sizeBytes) {
        await response.body?.cancel();
        throw new SpeechFault("internal", "the deployment ignores Range");
      }
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length !== length) throw new SpeechFault("storage_unavailable", "the audio answer was cut short");
      return bytes;
    });
  }

  /**
   * One part of audio that is still being spoken, as soon as it is there; empty after the last one. `awaited`: it has not
   * come in the time that a call may take.
   */
  readPart(jobId: string, index: number, signal: AbortSignal): Promise<Uint8Array | "awaited"> {
    const path = NODE_PATHS.part(jobId, index);
    const call = { path, method: "GET", headers: {}, deadlineMs: BYTES_DEADLINE_MS, signal } as const;
    return this.#send(call, async (response) => {
      const bytes = new Uint8Array(await response.arrayBuffer());
      return response.status === 202 ? "awaited" : bytes;
    });
  }

  /** Stores the samples of one span. */
  async putSlice(jobId: string, index: number, samples: Int16Array, signal: AbortSignal): Promise<void> {
    await this.#send({ ...samplesCall(NODE_PATHS.slice(jobId, index), samples), signal }, discard);
  }

  getSlice(jobId: string, index: number, signal: AbortSignal): Promise<Int16Array> {
    const path = NODE_PATHS.slice(jobId, index);
    const call = { path, method: "GET", headers: {}, deadlineMs: BYTES_DEADLINE_MS, signal } as const;
    return this.#send(call, async (response) => {
      const bytes = await response.arrayBuffer();
      return new Int16Array(bytes, 0, Math.floor(bytes.byteLength / BYTES_PER_SAMPLE));
    });
  }

  appendPlan(jobId: string, batch: PlanBatch, signal: AbortSignal): Promise<PlanOutcome> {
    return this.#send({ ...jsonCall(NODE_PATHS.plan(jobId), batch), signal }, jsonOf(PlanOutcome));
  }

  failPlan(jobId: string, report: FailureReport): Promise<PlanOutcome> {
    return this.#send(jsonCall(NODE_PATHS.planFailure(jobId), report), jsonOf(PlanOutcome));
  }

  appendOutput(jobId: string, index: number, batch: OutputBatch, signal: AbortSignal): Promise<AppendOutcome> {
    return this.#send({ ...jsonCall(NODE_PATHS.output(jobId, index), batch), signal }, jsonOf(AppendOutcome));
  }

  failOutput(jobId: string, index: number, report: FailureReport): Promise<AppendOutcome> {
    return this.#send(jsonCall(NODE_PATHS.outputFailure(jobId, index), report), jsonOf(AppendOutcome));
  }

  /** Hands over the samples of one spoken phrase, at SYNTHESIS_RATE. */
  putPhrase(
    jobId: string,
    index: number,
    { epoch, attempt, holder }: Fence,
    samples: Int16Array,
    signal: AbortSignal,
  ): Promise<AppendOutcome> {
    const query = new URLSearchParams({ epoch: `${epoch}`, attempt: `${attempt}`, ...(holder && { holder }) });
    const path = `${NODE_PATHS.phrase(jobId, index)}?${query.toString()}`;
    return this.#send({ ...samplesCall(path, samples), signal }, jsonOf(AppendOutcome));
  }

  failPhrase(jobId: string, index: number, report: FailureReport): Promise<AppendOutcome> {
    return this.#send(jsonCall(NODE_PATHS.phraseFailure(jobId, index), report), jsonOf(AppendOutcome));
  }

  #send<T>(call: Omit<Call, "url"> & { path: string }, read: (response: Response) => Promise<T>): Promise<T> {
    const { baseUrl, key, fetch, retry = RETRY } = this.#options;
    const headers = { ...call.headers, authorization: `Bearer ${key}` };
    return callWithRetry(fetch, { ...call, url: baseUrl + call.path, headers }, read, retry);
  }
}

function jsonCall(path: string, body: unknown) {
  const headers = { "content-type": "application/json" };
  return { path, method: "POST", headers, body: JSON.stringify(body), deadlineMs: JSON_DEADLINE_MS } as const;
}

/** Samples travel as they lie in memory: every host of Node is little-endian. */
function samplesCall(path: string, samples: Int16Array) {
  const headers = { "content-type": "application/octet-stream" };
  const body = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  return { path, method: "PUT", headers, body, deadlineMs: BYTES_DEADLINE_MS } as const;
}

/** Reads an empty answer to its end, so that its connection can be used again. */
async function discard(response: Response): Promise<void> {
  await response.arrayBuffer();
}
