import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { processName } from "./process-name.ts";
import { readJsonFile } from "./read-json-file.ts";
import { writeJsonFile } from "./write-json-file.ts";

const RunningProcess = z.object({ pid: z.int(), name: z.string() });

/** Who uses a data folder: the stack and the processes that it started. */
const Lock = z.object({ stack: RunningProcess, children: z.array(RunningProcess) });

export interface DataDirLock {
  /** Remembers the processes to end should this one be killed without a chance to stop them. */
  readonly record: (childPids: readonly number[]) => Promise<void>;
  readonly release: () => Promise<void>;
}

/**
 * Makes this process the only user of a data folder. What a killed predecessor left running is ended first: it would
 * hold the port and the databases. Throws one line when a living process uses the folder.
 */
export async function lockDataDir(dataDir: string): Promise<DataDirLock> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "lock.json");
  const stack = { pid: process.pid, name: processName(process.pid) ?? "" };
  const previous = await readJsonFile(path, Lock);
  if (previous !== undefined) {
    if (isSame(previous.stack)) throw new Error(`${dataDir} is in use by process ${previous.stack.pid}`);
    for (const child of previous.children) if (isSame(child)) process.kill(child.pid, "SIGKILL");
    await rm(path, { force: true });
  }
  await claim(path, dataDir, { stack, children: [] });
  return {
    record: async (childPids) => {
      const children = childPids.map((pid) => ({ pid, name: processName(pid) ?? "" }));
      await writeJsonFile(path, { stack, children });
    },
    release: async () => {
      await rm(path, { force: true });
    },
  };
}

async function claim(path: string, dataDir: string, lock: z.infer<typeof Lock>): Promise<void> {
  try {
    await writeFile(path, JSON.stringify(lock), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    throw new Error(`${dataDir} was taken by another process just now`, { cause: error });
  }
}

/** Process ids are given out again after a while: the name must match too. */
function isSame({ pid, name }: z.infer<typeof RunningProcess>): boolean {
  return processName(pid) === name;
}
