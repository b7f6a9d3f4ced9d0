import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** Base name of the program that a process runs; undefined when there is no such process. */
export function processName(pid: number): string | undefined {
  const command = process.platform === "linux" ? commandFromProc(pid) : commandFromPs(pid);
  return command === undefined || command === "" ? undefined : basename(command);
}

function commandFromProc(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0", 1)[0];
  } catch {
    return undefined;
  }
}

function commandFromPs(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
