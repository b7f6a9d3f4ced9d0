import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { ApiAccess } from "../call-api.ts";
import { callQueuesApi } from "../call-queues-api.ts";
import { loadCredentials } from "../credentials.ts";
import { callBucket } from "./call-bucket.ts";
import { ChaosWatcher } from "./chaos-watcher.ts";
import { type Deployment, readReadyFile, type ReadyFile, startDeployment } from "./deployment.ts";
import { childrenOf } from "./processes.ts";
import { createJob } from "./transcribe.ts";

/** What is shown of a job that has stopped. */
const LOG_LINES = 40;
const LINE_LENGTH = 300;

const Lease = z.looseObject({ idx: z.int(), state: z.string(), epoch: z.int() });
type Lease = z.infer<typeof Lease>;

/** A deployment with its doors open: processes, queues, bucket and databases are within reach. */
export class ChaosDeployment {
  readonly dataDir: string;
  readonly #nodes: number;
  #deployment: Deployment;

  private constructor(dataDir: string, nodes: number, deployment: Deployment) {
    this.dataDir = dataDir;
    this.#nodes = nodes;
    this.#deployment = deployment;
  }

  static async start(dataDir: string, nodes: number): Promise<ChaosDeployment> {
    return new ChaosDeployment(dataDir, nodes, await run(dataDir, nodes));
  }

  get ready(): ReadyFile {
    return this.#deployment.ready;
  }

  get access(): ApiAccess {
    return { url: this.ready.url, apiKey: this.ready.api_key };
  }

  /** The processes of now; those of {@link ready} are the first ones. */
  async pids(): Promise<ReadyFile["pids"]> {
    return (await readReadyFile(this.#deployment.readyFile)).pids;
  }

  async stop(): Promise<void> {
    await this.#deployment.stop();
  }

  /** Kills every process at once, as a power cut does, and starts anew on the same folder. */
  async crash(): Promise<void> {
    const { stack, workerd, nodes } = await this.pids();
    const children = nodes.flatMap((node) => childrenOf(node));
    for (const pid of [stack, workerd, ...nodes, ...children]) kill(pid);
    this.#deployment = await run(this.dataDir, this.#nodes);
  }

  watch(id: string): ChaosWatcher {
    return new ChaosWatcher({ access: () => this.access, id, describe: () => this.#describe(id) });
  }

  /** Creates a job on an uploaded recording and watches it from its first event. */
  async transcribe(objectKey: string): Promise<ChaosWatcher> {
    return this.watch(await createJob(this.access, objectKey));
  }

  /** How often each message is delivered that is sent to the queue from now on: 0 loses it, 2 doubles it. */
  async setDeliveries(queue: "split" | "chunks", deliveries: number): Promise<void> {
    const { secrets } = await loadCredentials(this.dataDir, []);
    const token = secrets["QUEUES_API_TOKEN"] ?? "";
    const call = { stackUrl: this.ready.url, token, queue, operation: "__dev", body: { deliveries } };
    const { status } = await callQueuesApi(call);
    if (status !== 200) throw new Error(`the queue ${queue} answered ${status}`);
  }

  /** Messages that are waiting to be pulled; those that a dead node has pulled are not among them. */
  countWaiting(): number {
    return databasesIn(join(this.dataDir, "cloud/do/cloud-PullQueue"))
      .map((file) => query(file, "messages", "SELECT 1 FROM messages WHERE visible_at_ms <= ?", Date.now()).length)
      .reduce((sum, waiting) => sum + waiting, 0);
  }

  /** Calls the bucket as its owner can, over S3. */
  async callBucket(method: "PUT" | "DELETE", key: string, body?: string): Promise<void> {
    const { url } = this.ready;
    const response = await callBucket({ url, dataDir: this.dataDir }, method, key, body);
    if (!response.ok) throw new Error(`${method} ${key} answered ${response.status}: ${await response.text()}`);
  }

  /** Takes the index from every other process, until the returned function is called. */
  lockIndex(): () => void {
    const [file] = databasesIn(join(this.dataDir, "cloud/d1/miniflare-D1DatabaseObject"));
    if (file === undefined) throw new Error("the index has no file");
    const database = new DatabaseSync(file);
    database.exec("PRAGMA busy_timeout = 5000");
    database.exec("BEGIN EXCLUSIVE");
    return () => database.close();
  }

  /** Who works on what, as the job's object has it on disk. */
  leasesOf(id: string): Lease[] {
    return databasesIn(join(this.dataDir, "cloud/do/voxedge-JobDO")).flatMap((file) => leasesIn(file, id));
  }

  #describe(id: string): string {
    const leases = this.leasesOf(id).map((lease) => JSON.stringify(lease));
    const log = readFileSync(join(this.dataDir, "log"), "utf8").trimEnd().split("\n");
    const telling = log.filter((line) => !line.includes("http.request")).map((line) => line.slice(0, LINE_LENGTH));
    return [`it is ${Date.now()}`, ...leases, ...telling.slice(-LOG_LINES)].join("\n");
  }
}

/** Harmless for a process that ended by itself meanwhile, as children of killed ones do. */
export function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

async function run(dataDir: string, nodes: number): Promise<Deployment> {
  return startDeployment(dataDir, { nodes, env: { VOXEDGE_CONCURRENCY: "1", VOXEDGE_THREADS: "1" } });
}

function databasesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite")
    .map((name) => join(folder, name));
}

/** The leases of a job; none when the file is that of another one. */
function leasesIn(file: string, id: string): Lease[] {
  const isOther =
    query(file, "facts", "SELECT 1 FROM facts WHERE name = 'spec' AND value LIKE ?", `%"${id}"%`).length === 0;
  return isOther ? [] : z.array(Lease).parse(query(file, "work", "SELECT * FROM work"));
}

/** Rows of a database that is in use elsewhere; none when it lacks the table, as objects do that were only asked for. */
function query(file: string, table: string, sql: string, ...values: (string | number)[]): unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").get(table) === undefined) return [];
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
  }
}
