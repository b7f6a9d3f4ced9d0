import type { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { basename } from "node:path";

interface WorkerdWatch {
  /** Process id of the newest living workerd; Miniflare itself does not tell it. */
  pid(): number;
  close(): void;
}

/** Notes every workerd that this process starts from now on. */
export function watchWorkerd(): WorkerdWatch {
  let started: ChildProcess[] = [];
  function note(message: unknown): void {
    const child = (message as { process: ChildProcess }).process;
    started = [...started.filter(isAlive), child];
  }
  subscribe("child_process", note);
  return {
    pid: () => {
      const pid = started.findLast((child) => isAlive(child) && basename(child.spawnfile).startsWith("workerd"))?.pid;
      if (pid === undefined) throw new Error("workerd is not running");
      return pid;
    },
    close: () => {
      unsubscribe("child_process", note);
    },
  };
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
