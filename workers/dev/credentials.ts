import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readJsonFile } from "./read-json-file.ts";
import { writeJsonFile } from "./write-json-file.ts";

/** Everything secret in a data folder: made at the first start and kept, so that a restart knows its clients again. */
const Credentials = z.strictObject({
  /** Secrets of the Worker by their names in wrangler.toml. */
  secrets: z.record(z.string(), z.string()),
  /** Key of the account without limits; absent until the Worker has made it. */
  apiKey: z.string().optional(),
  nodeKeys: z.array(z.string()),
});
export type Credentials = z.infer<typeof Credentials>;

/** Reads the credentials of a data folder and makes those of the named secrets that it lacks. */
export async function loadCredentials(dataDir: string, secretNames: readonly string[]): Promise<Credentials> {
  const stored = (await readJsonFile(fileIn(dataDir), Credentials)) ?? { secrets: {}, nodeKeys: [] };
  const made = secretNames.map((name) => [name, randomBytes(32).toString("hex")] as const);
  const credentials = { ...stored, secrets: { ...Object.fromEntries(made), ...stored.secrets } };
  await saveCredentials(dataDir, credentials);
  return credentials;
}

export async function saveCredentials(dataDir: string, credentials: Credentials): Promise<void> {
  await writeJsonFile(fileIn(dataDir), credentials);
}

function fileIn(dataDir: string): string {
  return join(dataDir, "secrets.json");
}
