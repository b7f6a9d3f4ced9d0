import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { dnsResolver } from "./answer-dns.ts";
import { applyMigrations } from "./apply-migrations.ts";
import { bundleWorker } from "./bundle-worker.ts";
import { keepSignals } from "./keep-signals.ts";
import { apiWorker, cloudWorker } from "./local-workers.ts";
import { lookupHost } from "./lookup-host.ts";
import { readWranglerConfig } from "./read-wrangler-config.ts";
import { reservePort } from "./reserve-port.ts";
import { watchWorkerd } from "./watch-workerd.ts";

/** The wrangler.toml of the repository: the stack runs what is deployed. */
export const WRANGLER_CONFIG = resolve(import.meta.dirname, "../../wrangler.toml");

const CLOUD_WORKER = join(import.meta.dirname, "cloud.ts");

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
  /** Called when workerd died and was started again. */
  readonly onRestart?: () => void;
}

export interface Stack {
  readonly url: string;
  readonly workerdPid: () => number;
  readonly stop: () => Promise<void>;
}

/**
 * Runs the Worker of wrangler.toml on workerd, with everything it is bound to simulated on this machine. A workerd that
 * dies is started again on the same port within a second, with all state. One stack per process.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, secrets, configPath = WRANGLER_CONFIG } = options;
  const config = await readWranglerConfig(configPath);
  const [api, cloud] = await Promise.all([bundleWorker(config.main), bundleWorker(CLOUD_WORKER)]);
  const port = await reservePort(options.port);
  const url = `http://127.0.0.1:${port}`;
  const vars = { R2_S3_ENDPOINT: `${url}/cdn-cgi/local/r2/s3`, ...options.vars };
  const queuesApiToken = secrets["QUEUES_API_TOKEN"] ?? "";
  const resolver = dnsResolver(lookupHost);
  const internet = { network: internetOf({ ...config.vars, ...vars }) };
  const { workers } = convertV4MiniflareOptions({
    workers: [
      { ...apiWorker(config, { secrets, vars }), modules: api },
      { ...cloudWorker(config, { queuesApiToken, resolver, internet }), modules: cloud },
    ],
  });
  const workerd = watchWorkerd();
  const miniflare = keepSignals(
    () =>
      new Miniflare({
        host: "127.0.0.1",
        port,
        // Without a path all state would silently live in a temporary folder.
        resourcePersistencePath: resolve(dataDir, "cloud"),
        cf: false,
        telemetry: { enabled: false },
        enableDevRegistry: false,
        logRequests: false,
        log: new Log(LogLevel.ERROR),
        handleStructuredLogs: ({ message }) => options.onLog?.(message),
        unsafeHandleRuntimeRestart: () => options.onRestart?.(),
        workers,
      }),
  );
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

/** Names lead to public addresses only, as on Cloudflare, unless a setting allows the Worker more. */
function internetOf(vars: Readonly<Record<string, string>>) {
  const allowsPrivate = vars["ALLOW_PRIVATE_URIS"] === "true" || vars["ALLOW_PRIVATE_WEBHOOKS"] === "true";
  return { allow: allowsPrivate ? ["public", "private"] : ["public"], tlsOptions: { trustBrowserCas: true } };
}
