import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { readWranglerConfig } from "./read-wrangler-config.ts";
import { WRANGLER_CONFIG } from "./stack.ts";
import { makeTempDir } from "./temp-dir.ts";

test("the deployed configuration is one that the local stack can run", async ({ expect }) => {
  const config = await readWranglerConfig(WRANGLER_CONFIG);
  expect(config.main).toMatch(/^\/.*\/workers\/api\.ts$/);
  expect(config.secrets.required).toContain("ADMIN_KEY");
});

test("a section that the local stack does not simulate is refused by name", async ({ expect, onTestFinished }) => {
  const path = join(await makeTempDir(onTestFinished), "wrangler.toml");
  await writeFile(
    path,
    'name = "x"\nmain = "x.ts"\ncompatibility_date = "2026-11-01"\n[[kv_namespaces]]\nbinding = "KV"\n',
  );
  await expect(readWranglerConfig(path)).rejects.toThrow(/kv_namespaces/);
});
