import { ChildProcess } from "node:child_process";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { basename } from "node:path";

interface WorkerdWatch {
  /** Process id of the newest workerd, which Miniflare itself does not tell. */
  readonly pid: () => number;
  readonly close: () => void;
}

/** Notes every workerd that this process starts from now on: made for one Miniflare at a time. */
export function watchWorkerd(): WorkerdWatch {
  let newest: ChildProcess | undefined;
  function note(message: unknown): void {
    const child = typeof message === "object" && message !== null && "process" in message ? message.process : undefined;
    if (!(child instanceof ChildProcess)) return;
    // Published while the object is under construction: its program is known a moment later.
    queueMicrotask(() => {
      if (basename(child.spawnfile).startsWith("workerd")) newest = child;
    });
  }
  subscribe("child_process", note);
  return {
    pid: () => {
      if (newest?.pid === undefined) throw new Error("workerd was not started");
      return newest.pid;
    },
    close: () => {
      unsubscribe("child_process", note);
    },
  };
}
