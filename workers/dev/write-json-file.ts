import { randomUUID } from "node:crypto";
import { rename, writeFile } from "node:fs/promises";

/** Replaces a file as a whole, so that a reader sees the old content or the new, never a part. Only the owner may read it. */
export async function writeJsonFile(path: string, value: unknown): Promise<void> {
  const draft = `${path}.${randomUUID()}.tmp`;
  await writeFile(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}
