import type { Writable } from "node:stream";
import { loadCredentials, saveCredentials } from "./credentials.ts";
import { grantAccess } from "./grant-access.ts";
import type { DataDirLock } from "./lock-data-dir.ts";
import { readWranglerConfig } from "./read-wrangler-config.ts";
import { type Stack, startStack, WRANGLER_CONFIG } from "./stack.ts";
import { type SupervisedNode, superviseNode } from "./supervise-node.ts";
import { waitUntilReady } from "./wait-until-ready.ts";

/** A node loads its models before it reports for work; seconds on a busy machine, far less than this. */
const READY_TIMEOUT_MS = 120_000;

export interface LocalOptions {
  readonly port: number;
  /** Holds all state; survives restarts. */
  readonly dataDir: string;
  /** The right to use the data folder; released when everything is stopped. */
  readonly lock: DataDirLock;
  /** How many inference nodes to run. */
  readonly nodes: number;
  /** Vars that replace those of wrangler.toml. */
  readonly vars: Readonly<Record<string, string>>;
  /** Takes what the Worker and the nodes log; open, with a descriptor. */
  readonly log: Writable;
  /** Called when a process died and was started again. */
  readonly onRestart: (deployment: LocalDeployment) => Promise<void>;
  /** Abandons the start. */
  readonly signal: AbortSignal;
}

export interface LocalDeployment {
  readonly url: string;
  readonly adminKey: string;
  readonly apiKey: string;
  readonly pids: () => { stack: number; workerd: number; nodes: number[] };
  /** Lets the nodes hand back their work, then ends everything. */
  readonly stop: () => Promise<void>;
}

/** Runs the whole product on this machine: the Worker on workerd and its inference nodes. Resolves when a job can be taken. */
export async function runLocal(options: LocalOptions): Promise<LocalDeployment> {
  const { lock, log } = options;
  let stack: Stack | undefined;
  let nodes: SupervisedNode[] = [];
  let deployment: LocalDeployment | undefined;
  let ready = false;

  async function stop(): Promise<void> {
    await Promise.all(nodes.map((node) => node.stop()));
    await stack?.stop();
    await lock.release();
  }
  async function tellRestart(): Promise<void> {
    if (deployment === undefined) return;
    try {
      await recordChildren(lock, deployment);
      if (ready) await options.onRestart(deployment);
    } catch (error) {
      log.write(`a restart could not be noted: ${String(error)}\n`);
    }
  }
  let noted = Promise.resolve();
  /** One after the other, so that the newest process ids are written last. */
  function noteRestart(): void {
    noted = noted.then(tellRestart);
  }

  try {
    const config = await readWranglerConfig(WRANGLER_CONFIG);
    let credentials = await loadCredentials(options.dataDir, config.secrets.required);
    stack = await startStack({
      port: options.port,
      dataDir: options.dataDir,
      secrets: credentials.secrets,
      vars: options.vars,
      onLog: (line) => log.write(`${line}\n`),
      onRestart: noteRestart,
    });
    const { url, workerdPid } = stack;
    credentials = await grantAccess(url, credentials, options.nodes);
    await saveCredentials(options.dataDir, credentials);
    nodes = credentials.nodeKeys
      .slice(0, options.nodes)
      .map((key) => superviseNode({ url, key, log, onRestart: noteRestart }));
    deployment = {
      url,
      adminKey: credentials.secrets["ADMIN_KEY"] ?? "",
      apiKey: credentials.apiKey ?? "",
      pids: () => ({
        stack: process.pid,
        workerd: workerdPid(),
        nodes: nodes.map((node) => node.pid()).filter((pid) => pid !== undefined),
      }),
      stop,
    };
    await recordChildren(lock, deployment);
    await waitUntilReady(`${url}${options.nodes > 0 ? "/readyz" : "/healthz"}`, READY_TIMEOUT_MS, options.signal);
    ready = true;
    return deployment;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function recordChildren(lock: DataDirLock, deployment: LocalDeployment): Promise<void> {
  const { workerd, nodes } = deployment.pids();
  await lock.record([workerd, ...nodes]);
}
