import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { test } from "vitest";

const execute = promisify(execFile);
const DEPLOY = join(import.meta.dirname, "deploy.ts");
/** Without wrangler on the PATH and without a login. */
const BARE = { env: { PATH: dirname(process.execPath) } };

test("--dry-run prints numbered steps with their commands and runs none", async ({ expect }) => {
  const { stdout } = await execute(process.execPath, [DEPLOY, "--dry-run"], BARE);
  expect(stdout).toMatch(/^ 1\. create the D1 database voxedge\n {6}wrangler d1 create voxedge$/m);
  expect(stdout).toContain('database_id = "<id of the database voxedge>"');
  expect(stdout).toMatch(/^\d+\. deploy the Worker voxedge .*\n {6}wrangler deploy --config wrangler\.deploy\.toml/m);
});

test("an unknown flag is refused in one line", async ({ expect }) => {
  const refused = execute(process.execPath, [DEPLOY, "--dryrun"], BARE);
  await expect(refused).rejects.toMatchObject({ code: 1, stderr: "Unknown option '--dryrun'\n" });
});
