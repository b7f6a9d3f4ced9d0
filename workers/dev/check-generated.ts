/**
 * Fails when a generated file no longer follows from its source: worker-configuration.d.ts from wrangler.toml and the
 * Worker's exports, migrations/ from src/db/schema.ts. `npm run generate` brings both up to date.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const root = join(import.meta.dirname, "../..");

function runs(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
    return true;
  } catch {
    return false;
  }
}

function workerTypesAreCurrent(): boolean {
  return runs("wrangler", ["types", "--check", "--include-runtime=false", "--strict-vars=false"]);
}

/** Generates into a copy: a schema that moved on would leave one more migration there. */
function migrationsAreCurrent(): boolean {
  const copy = mkdtempSync(join(tmpdir(), "voxedge-migrations-"));
  try {
    cpSync(join(root, "migrations"), copy, { recursive: true });
    const before = readdirSync(copy).length;
    const flags = ["--dialect", "sqlite", "--casing", "snake_case", "--schema", "src/db/schema.ts"];
    return (
      runs("drizzle-kit", ["generate", ...flags, "--out", relative(root, copy)]) && readdirSync(copy).length === before
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const stale = [
  workerTypesAreCurrent() ? [] : "worker-configuration.d.ts",
  migrationsAreCurrent() ? [] : "migrations/",
].flat();
if (stale.length > 0) {
  console.error(`not up to date: ${stale.join(", ")}; run npm run generate`);
  process.exitCode = 1;
}
