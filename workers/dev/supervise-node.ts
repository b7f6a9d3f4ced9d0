import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Writable } from "node:stream";

const NODE_PROGRAM = resolve(import.meta.dirname, "../../inference-node/main.ts");
const RESTART_DELAY_MS = 500;
/** A node hands its chunks back before this; leaves time for the rest of a stop within 10 s. */
const STOP_TIMEOUT_MS = 7_000;

interface NodeOptions {
  readonly url: string;
  readonly key: string;
  /** Open, with a descriptor for the node to write to. */
  readonly log: Writable;
  /** Called after each start but the first. */
  readonly onRestart: () => void;
  /** The program in place of the inference node. */
  readonly program?: string;
}

export interface SupervisedNode {
  /** Undefined for the moment between death and restart. */
  readonly pid: () => number | undefined;
  readonly stop: () => Promise<void>;
}

/** Runs one inference node, and starts it again whenever it ends by itself. */
export function superviseNode(options: NodeOptions): SupervisedNode {
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let child = start(options);
  let ended = endOf(child).then(restart);

  function restart(): void {
    if (stopping) return;
    timer = setTimeout(() => {
      child = start(options);
      ended = endOf(child).then(restart);
      options.onRestart();
    }, RESTART_DELAY_MS);
  }

  return {
    pid: () => (child.exitCode === null && child.signalCode === null ? child.pid : undefined),
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(kill);
    },
  };
}

function start({ url, key, log, program = NODE_PROGRAM }: NodeOptions): ChildProcess {
  return spawn(process.execPath, [program], {
    // The key stays out of the arguments, which every user of the machine can list.
    env: { ...process.env, VOXEDGE_URL: url, VOXEDGE_NODE_KEY: key },
    stdio: ["ignore", log, log],
    // A process group of its own: Ctrl-C reaches the node once, as the SIGTERM of an orderly stop.
    detached: true,
  });
}

/** Settles when a process is gone, or could not be started at all. */
async function endOf(child: ChildProcess): Promise<void> {
  const { promise, resolve: settle } = Promise.withResolvers<void>();
  child.once("exit", () => settle());
  child.once("error", () => settle());
  await promise;
}
