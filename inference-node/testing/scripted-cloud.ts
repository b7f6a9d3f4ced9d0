import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import type { z } from "zod";
import { AckRequest, NodeHeartbeat, PullRequest } from "../../src/contract/node-api.ts";
import { type AppendOutcome, FailureReport, OutputBatch } from "../../src/contract/output.ts";
import { PlanBatch, type PlanOutcome } from "../../src/contract/plan.ts";

interface CloudRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

interface CloudAnswer {
  readonly status?: number;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

interface SpokenPhrase {
  /** With the fence in its query. */
  readonly path: string;
  readonly samples: Int16Array;
}

/** What a test decides; everything left out works as it should. */
export interface CloudScript {
  /** Answers in place of the cloud; undefined lets it answer itself. */
  readonly intercept?: (request: CloudRequest) => CloudAnswer | undefined;
  readonly plan?: (batch: PlanBatch) => PlanOutcome;
  readonly output?: (batch: OutputBatch) => AppendOutcome;
  readonly phrase?: (phrase: SpokenPhrase) => AppendOutcome;
  readonly audio?: Uint8Array;
}

/** A deployment as a node sees it: a real HTTP server that speaks the node surface and remembers what it was told. */
export class ScriptedCloud {
  readonly requests: CloudRequest[] = [];
  readonly queued = { split: new Array<unknown>(), chunks: new Array<unknown>(), phrases: new Array<unknown>() };
  readonly pulls: z.output<typeof PullRequest>[] = [];
  readonly settled: z.output<typeof AckRequest>[] = [];
  readonly heartbeats: NodeHeartbeat[] = [];
  readonly slices = new Map<string, Buffer>();
  readonly plans: PlanBatch[] = [];
  readonly outputs: OutputBatch[] = [];
  readonly phrases: SpokenPhrase[] = [];
  readonly failures: FailureReport[] = [];
  readonly #script: CloudScript;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  #leases = 0;

  constructor(script: CloudScript) {
    this.#script = script;
  }

  get url(): string {
    return `http://127.0.0.1:${portOf(this.#server)}`;
  }

  async open(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** Paths of the requests so far whose path contains `part`. */
  asked(part: string): CloudRequest[] {
    return this.requests.filter(({ path }) => path.includes(part));
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "", headers } = incoming;
    const request = { method, path, headers, body: await buffer(incoming) };
    this.requests.push(request);
    const answer = this.#script.intercept?.(request) ?? (await this.#answer(request));
    const body = answer.bytes ?? (answer.json === undefined ? "" : JSON.stringify(answer.json));
    response.writeHead(answer.status ?? 200).end(body);
  }

  async #answer({ method, path, headers, body }: CloudRequest): Promise<CloudAnswer> {
    const read = <T>(schema: z.ZodType<T>): T => schema.parse(JSON.parse(body.toString()));
    if (path.endsWith("/chunks/messages/pull")) return await this.#pull(read(PullRequest), this.queued.chunks);
    if (path.endsWith("/split/messages/pull")) return await this.#pull(read(PullRequest), this.queued.split);
    if (path.endsWith("/phrases/messages/pull")) return await this.#pull(read(PullRequest), this.queued.phrases);
    if (path.endsWith("/messages/ack")) {
      this.settled.push(read(AckRequest));
      return { json: { success: true, errors: [], messages: [], result: {} } };
    }
    if (path.endsWith("/heartbeat")) {
      this.heartbeats.push(read(NodeHeartbeat));
      return { status: 204 };
    }
    if (path.includes("/slices/")) {
      if (method === "PUT") this.slices.set(path, body);
      const stored = this.slices.get(path);
      return stored === undefined ? { status: 404, json: { code: "audio_missing" } } : { bytes: stored };
    }
    if (path.endsWith("/failure")) {
      this.failures.push(read(FailureReport));
      return { json: { outcome: "accepted" } };
    }
    if (path.endsWith("/plan")) {
      const batch = read(PlanBatch);
      this.plans.push(batch);
      return { json: this.#script.plan?.(batch) ?? { outcome: "accepted" } };
    }
    if (path.endsWith("/output")) {
      const batch = read(OutputBatch);
      this.outputs.push(batch);
      return { json: this.#script.output?.(batch) ?? { outcome: "accepted" } };
    }
    if (path.includes("/phrases/")) {
      const phrase = { path, samples: samplesOf(body) };
      this.phrases.push(phrase);
      return { json: this.#script.phrase?.(phrase) ?? { outcome: "accepted" } };
    }
    if (path.includes("/audio?")) return this.#audio(headers.range ?? "");
    return { status: 404, json: { code: "route_not_found" } };
  }

  async #pull(
    { batch_size, wait_ms = 0, ...rest }: z.output<typeof PullRequest>,
    queue: unknown[],
  ): Promise<CloudAnswer> {
    this.pulls.push({ batch_size, wait_ms, ...rest });
    for (let waited = 0; queue.length === 0 && waited < wait_ms; waited += 5) await sleep(5);
    const messages = queue.splice(0, batch_size).map((body) => ({
      id: `message-${++this.#leases}`,
      body: Buffer.from(JSON.stringify(body)).toString("base64"),
      attempts: 1,
      timestamp_ms: 0,
      lease_id: `lease-${this.#leases}`,
      metadata: { "CF-Content-Type": "json" },
    }));
    return { json: { success: true, errors: [], messages: [], result: { messages } } };
  }

  #audio(range: string): CloudAnswer {
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    return { status: 206, bytes: this.#script.audio?.subarray(Number(first), Number(last) + 1) ?? new Uint8Array() };
  }
}

function samplesOf(bytes: Buffer): Int16Array {
  return Int16Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readInt16LE(index * 2));
}

/** An open cloud that is closed when the test ends. */
export async function openCloud(
  onTestFinished: (close: () => Promise<void>) => void,
  script: CloudScript = {},
): Promise<ScriptedCloud> {
  const cloud = new ScriptedCloud(script);
  await cloud.open();
  onTestFinished(() => cloud.close());
  return cloud;
}

/** The port on which a server listens. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server does not listen on a port");
  return address.port;
}
