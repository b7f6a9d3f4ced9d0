import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { test } from "vitest";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

test("stops the start with one line on stderr when a setting is missing", async ({ expect }) => {
  const running = run(process.execPath, [MAIN, "--key", "node-key-in-secret"], { env: {} });
  await expect(running).rejects.toMatchObject({
    code: 1,
    stdout: "",
    stderr: "voxedge node: --url (VOXEDGE_URL) is missing: the deployment that this node works for\n",
  });
});
