import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";

const START = resolve(import.meta.dirname, "../start.ts");

/** The ready file of `npm start`, to the letter. */
export const ReadyFile = z.strictObject({
  url: z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/),
  admin_key: z.string().min(32),
  api_key: z.string().regex(/^nag_[0-9a-f]{32}$/),
  pids: z.strictObject({ stack: z.int(), workerd: z.int(), nodes: z.array(z.int()) }),
});
export type ReadyFile = z.infer<typeof ReadyFile>;

interface DeploymentOptions {
  /** Default 1. */
  readonly nodes?: number;
  readonly configFile?: string;
  /** Beside what this process has. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly ready: ReadyFile;
  readonly readyFile: string;
  /** Ends it with SIGTERM, unless it has ended; resolves to its exit code. */
  readonly stop: () => Promise<number | null>;
}

/** Runs the program of `npm start` on a data folder and a free port; resolves when it says that it is ready. */
export async function startDeployment(dataDir: string, options: DeploymentOptions = {}): Promise<Deployment> {
  const { nodes = 1, configFile, env = {} } = options;
  const readyFile = join(dataDir, "ready.json");
  const logPath = join(dataDir, "log");
  const log = await open(logPath, "a");
  const flags = ["--port", "0", "--data", dataDir, "--nodes", String(nodes), "--ready-file", readyFile];
  if (configFile !== undefined) flags.push("--config", configFile);
  const program = spawn(process.execPath, [START, ...flags], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", log.fd],
  });
  await log.close();
  if (!(await saysReady(program))) throw new Error(`npm start ended by itself: ${await readFile(logPath, "utf8")}`);
  return {
    ready: await readReadyFile(readyFile),
    readyFile,
    stop: async () => {
      if (program.exitCode === null && program.signalCode === null) {
        const exited = once(program, "exit");
        program.kill("SIGTERM");
        await exited;
      }
      return program.exitCode;
    },
  };
}

export async function readReadyFile(path: string): Promise<ReadyFile> {
  return ReadyFile.parse(JSON.parse(await readFile(path, "utf8")));
}

async function saysReady({ stdout }: ChildProcess): Promise<boolean> {
  if (stdout === null) return false;
  for await (const line of createInterface(stdout)) if (line.startsWith("voxedge is ready")) break;
  // What it prints later is nobody's business here, yet must not fill the pipe.
  const isOpen = !stdout.readableEnded;
  stdout.resume();
  return isOpen;
}
