import { createWriteStream } from "node:fs";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test, vi } from "vitest";
import { superviseNode } from "./supervise-node.ts";
import { makeTempDir } from "./temp-dir.ts";

/** Stands in for an inference node: tells its settings and lives until SIGTERM. */
const IDLE_NODE = `
console.log(process.env.VOXEDGE_URL, process.env.VOXEDGE_NODE_KEY, process.argv.length);
setInterval(() => {}, 60_000);
`;

test("a killed node is started again and stays down once stopped", async ({ expect, onTestFinished }) => {
  const directory = await makeTempDir(onTestFinished);
  const program = join(directory, "node.mjs");
  await writeFile(program, IDLE_NODE);
  const log = createWriteStream(join(directory, "log"));
  await once(log, "open");
  const onRestart = vi.fn<() => void>();
  const node = superviseNode({ url: "http://stack", key: "node-key", log, onRestart, program });
  const first = node.pid() ?? 0;
  process.kill(first, "SIGKILL");
  await expect.poll(() => onRestart.mock.calls.length).toBe(1);
  expect(node.pid()).not.toBe(first);

  await expect.poll(() => readFile(join(directory, "log"), "utf8")).toContain("http://stack node-key 2");
  await node.stop();
  expect(node.pid()).toBeUndefined();
  expect(onRestart).toHaveBeenCalledOnce();
  log.destroy();
});
