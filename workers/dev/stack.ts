import { join, resolve } from "node:path";
import { Log, LogLevel, Miniflare, type WorkerOptions } from "miniflare";
import { applyMigrations } from "./apply-migrations.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { localCloud } from "./local-cloud.ts";
import { readWranglerConfig, type WranglerConfig } from "./read-wrangler-config.ts";
import { reservePort } from "./reserve-port.ts";
import { watchWorkerd } from "./watch-workerd.ts";

/** The wrangler.toml of the repository: the stack runs what is deployed. */
export const WRANGLER_CONFIG = resolve(import.meta.dirname, "../../wrangler.toml");

export interface StackOptions {
  /** On 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  /** Holds all state; survives restarts. */
  readonly dataDir: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Vars that replace those of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
  readonly configPath?: string;
  /** Called with each line that the Workers log. */
  readonly onLog?: (line: string) => void;
  /** Called when workerd died and was started again, with its new process id. */
  readonly onRestart?: (workerdPid: number) => void;
}

export interface Stack {
  readonly url: string;
  workerdPid(): number;
  stop(): Promise<void>;
}

/** Runs the Worker of wrangler.toml on workerd, with everything it is bound to simulated on this machine. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const config = await readWranglerConfig(options.configPath ?? WRANGLER_CONFIG);
  const [api, cloud] = await Promise.all([
    bundleWorker(config.main),
    bundleWorker(join(import.meta.dirname, "cloud.ts")),
  ]);
  const port = await reservePort(options.port);
  const url = `http://127.0.0.1:${port}`;
  const workerd = watchWorkerd();
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port,
    cf: false,
    telemetry: { enabled: false },
    enableDevRegistry: false,
    logRequests: false,
    log: new Log(LogLevel.ERROR),
    resourcePersistencePath: resolve(options.dataDir, "cloud"),
    handleStructuredLogs: ({ message }) => options.onLog?.(message),
    unsafeHandleRuntimeRestart: () => options.onRestart?.(workerd.pid()),
    workers: [apiWorker(config, api, options, url), cloudWorker(config, cloud, options.secrets)],
  });
  async function stop(): Promise<void> {
    await miniflare.dispose();
    workerd.close();
  }
  try {
    await miniflare.ready;
    for (const { binding, migrations_dir } of config.d1_databases) {
      await applyMigrations(await miniflare.getD1Database(binding), migrations_dir);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, workerdPid: workerd.pid, stop };
}

function apiWorker(config: WranglerConfig, source: string, options: StackOptions, url: string): WorkerOptions {
  const cloud = localCloud(config);
  const { R2_ACCESS_KEY_ID = "", R2_SECRET_ACCESS_KEY = "" } = options.secrets;
  const texts = {
    ...config.vars,
    ...cloud.vars,
    R2_S3_ENDPOINT: `${url}/cdn-cgi/local/r2/s3`,
    ...options.vars,
    ...options.secrets,
  };
  const env: NonNullable<WorkerOptions["config"]["env"]> = {};
  for (const [name, value] of Object.entries(texts)) env[name] = { type: "text", value };
  for (const { binding, database_id } of config.d1_databases) env[binding] = { type: "d1", id: database_id };
  for (const { binding, bucket_name } of config.r2_buckets) {
    env[binding] = {
      type: "r2",
      name: bucket_name,
      dev: {
        experimentalS3Credentials: { accessKeyId: R2_ACCESS_KEY_ID, secretAccessKey: R2_SECRET_ACCESS_KEY },
      },
    };
  }
  for (const { name, class_name } of config.durable_objects.bindings) {
    env[name] = { type: "durable-object", worker: config.name, exportName: class_name };
  }
  for (const { binding, queue } of config.queues.producers) {
    env[binding] = cloud.pulledQueues.includes(queue)
      ? { type: "worker", worker: "cloud", exportName: "QueueProducer", props: { queue } }
      : { type: "queue", name: queue };
  }
  return {
    config: {
      name: config.name,
      compatibilityDate: config.compatibility_date,
      compatibilityFlags: config.compatibility_flags,
      manifest: oneModule(source),
      env,
      exports: config.exports,
      triggers: config.queues.consumers.map((consumer) => ({
        type: "queue",
        name: consumer.queue,
        maxBatchSize: consumer.max_batch_size,
        maxBatchTimeout: consumer.max_batch_timeout,
        maxRetries: consumer.max_retries,
        deadLetterQueue: consumer.dead_letter_queue,
        retryDelay: consumer.retry_delay,
      })),
    },
    dev: { outboundService: { type: "worker", worker: "cloud" } },
  };
}

function cloudWorker(
  config: WranglerConfig,
  source: string,
  secrets: Readonly<Record<string, string>>,
): WorkerOptions {
  const { pulledQueues } = localCloud(config);
  const deadLetterQueues = pulledQueues.map((queue) => `${queue}-dlq`);
  return {
    config: {
      name: "cloud",
      compatibilityDate: config.compatibility_date,
      manifest: oneModule(source),
      env: {
        PULL_QUEUE: { type: "durable-object", worker: "cloud", exportName: "PullQueue" },
        QUEUES: { type: "json", value: [...pulledQueues] },
        QUEUES_API_TOKEN: { type: "text", value: secrets["QUEUES_API_TOKEN"] ?? "" },
        ...Object.fromEntries(deadLetterQueues.map((name) => [name, { type: "queue" as const, name }])),
      },
      exports: { PullQueue: { type: "durable-object", storage: "sqlite" } },
      // A request with `Host: api.cloudflare.com` on the stack's own port speaks to the Queues API from outside.
      triggers: [{ type: "fetch", pattern: "api.cloudflare.com/*" }],
    },
  };
}

function oneModule(source: string): WorkerOptions["config"]["manifest"] {
  return { mainModule: "index.js", modulesRoot: "/", modules: { "index.js": { type: "esm", contents: source } } };
}
