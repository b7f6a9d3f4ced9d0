import { EventEmitter } from "node:events";
import { test } from "vitest";
import { NodeDraining, onTermination } from "./shutdown.ts";

/** The part of a process that signals reach; remembers its exits. */
class SignalledProcess extends EventEmitter {
  readonly exits: number[] = [];

  exit(code: number): never {
    this.exits.push(code);
    throw new Error("exited");
  }
}

test("a first signal stops new work, then ends running work after the grace", async ({ expect }) => {
  const process = new SignalledProcess();
  const { stop, abort } = onTermination(process, { graceMs: 20, limitMs: 60_000 });
  expect(stop.aborted).toBe(false);
  process.emit("SIGTERM");
  expect([stop.aborted, abort.aborted]).toEqual([true, false]);
  await expect.poll(() => abort.aborted).toBe(true);
  expect(abort.reason).toBeInstanceOf(NodeDraining);
  expect(process.exits).toEqual([]);
});

test("a second signal ends the process at once", ({ expect }) => {
  const process = new SignalledProcess();
  onTermination(process, { graceMs: 60_000, limitMs: 60_000 });
  process.emit("SIGINT");
  expect(() => process.emit("SIGTERM")).toThrow("exited");
  expect(process.exits).toEqual([1]);
});
