import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Lends a file that holds secrets as JSON, readable by this user only and gone afterwards; undefined for no secrets. */
export async function withSecretsFile(
  secrets: Readonly<Record<string, string>>,
  use: (path: string | undefined) => Promise<void>,
): Promise<void> {
  if (Object.keys(secrets).length === 0) return await use(undefined);
  const directory = await mkdtemp(join(tmpdir(), "voxedge-secrets-"));
  try {
    const path = join(directory, "secrets.json");
    await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
    await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
