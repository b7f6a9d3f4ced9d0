import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { lockDataDir } from "./lock-data-dir.ts";
import { makeTempDir } from "./temp-dir.ts";

function startIdleProcess(onTestFinished: (cleanUp: () => void) => void): ChildProcess {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60_000)"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** Leaves the lock of a process that is gone, as a kill -9 does. */
async function leaveLock(dataDir: string, children: { pid: number | undefined; name: string }[]): Promise<void> {
  const stack = { pid: 2 ** 22 + 1, name: "node" };
  await writeFile(join(dataDir, "lock.json"), JSON.stringify({ stack, children }));
}

test("a folder that a living process uses is refused, and free again once released", async ({
  expect,
  onTestFinished,
}) => {
  const dataDir = await makeTempDir(onTestFinished);
  const lock = await lockDataDir(dataDir);
  await expect(lockDataDir(dataDir)).rejects.toThrow(`is in use by process ${process.pid}`);
  await lock.release();
  await (await lockDataDir(dataDir)).release();
});

test("what a killed predecessor left running is ended", async ({ expect, onTestFinished }) => {
  const dataDir = await makeTempDir(onTestFinished);
  const child = startIdleProcess(onTestFinished);
  await leaveLock(dataDir, [{ pid: child.pid, name: "node" }]);
  const exit = once(child, "exit");
  await lockDataDir(dataDir);
  expect(await exit).toEqual([null, "SIGKILL"]);
});

test("a process that was given a recorded id later is left alone", async ({ expect, onTestFinished }) => {
  const dataDir = await makeTempDir(onTestFinished);
  const child = startIdleProcess(onTestFinished);
  await leaveLock(dataDir, [{ pid: child.pid, name: "workerd" }]);
  await lockDataDir(dataDir);
  expect(child.kill(0)).toBe(true);
});
