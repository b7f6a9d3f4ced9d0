import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { readSettings } from "./read-settings.ts";
import { makeTempDir } from "./temp-dir.ts";

test("documented keys become the vars that the Worker reads", async ({ expect, onTestFinished }) => {
  const file = join(await makeTempDir(onTestFinished), "config.json");
  await writeFile(file, JSON.stringify({ max_duration_seconds: 60, retention_hours: 0 }));
  expect(await readSettings(file)).toEqual({ MAX_DURATION_SECONDS: "60", RETENTION_HOURS: "0" });
  await writeFile(file, JSON.stringify({ sync_wait_ms: 500, allow_private_uris: true, allow_private_webhooks: false }));
  expect(await readSettings(file)).toEqual({
    SYNC_WAIT_MS: "500",
    ALLOW_PRIVATE_URIS: "true",
    ALLOW_PRIVATE_WEBHOOKS: "false",
  });
  await writeFile(file, "{}");
  expect(await readSettings(file)).toEqual({});
});

test("a JWT issuer is named with its keys, by URL or in full", async ({ expect, onTestFinished }) => {
  const file = join(await makeTempDir(onTestFinished), "config.json");
  const issuer = { issuer: "https://id.example", audience: "voxedge" };
  const vars = { JWT_ISSUER: "https://id.example", JWT_AUDIENCE: "voxedge" };
  await writeFile(file, JSON.stringify({ jwt: { ...issuer, jwks_url: "http://127.0.0.1:1/keys" } }));
  expect(await readSettings(file)).toEqual({ ...vars, JWT_JWKS_URL: "http://127.0.0.1:1/keys" });
  const jwks = { keys: [{ kty: "OKP", crv: "Ed25519", x: "AA" }] };
  await writeFile(file, JSON.stringify({ jwt: { ...issuer, jwks } }));
  expect(await readSettings(file)).toEqual({ ...vars, JWT_JWKS: JSON.stringify(jwks) });
  await writeFile(file, JSON.stringify({ jwt: issuer }));
  await expect(readSettings(file)).rejects.toThrow("jwt");
});

test.for(['{"max_duration": 60}', '{"max_duration_seconds": "60"}', '{"retention_hours": -1}', "{", "[]"])(
  "%s is refused in one line that names the file",
  async (text, { expect, onTestFinished }) => {
    const file = join(await makeTempDir(onTestFinished), "config.json");
    await writeFile(file, text);
    await expect(readSettings(file)).rejects.toThrow(new RegExp(`^${file}: [^\\n]+$`));
  },
);

test("a missing file is refused", async ({ expect, onTestFinished }) => {
  const file = join(await makeTempDir(onTestFinished), "config.json");
  await expect(readSettings(file)).rejects.toThrow("no such file");
});
