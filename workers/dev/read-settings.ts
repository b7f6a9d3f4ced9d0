import { z } from "zod";
import { readJsonFile } from "./read-json-file.ts";

const JwtSettings = z.strictObject({ issuer: z.string().min(1), audience: z.string().min(1) });

const KeySet = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });

/** The config file of `npm start`: settings of one deployment under names fit for people. */
const SettingsFile = z.strictObject({
  /** Longest audio accepted, in seconds. */
  max_duration_seconds: z.int().positive().optional(),
  /** Hours after completion at which audio and transcript are deleted; 0 keeps them. */
  retention_hours: z.number().nonnegative().optional(),
  /** Whose JWTs are accepted on v1; the keys by URL or as a JSON Web Key Set. */
  jwt: z.union([JwtSettings.extend({ jwks_url: z.url() }), JwtSettings.extend({ jwks: KeySet })]).optional(),
  /** Longest time that a request which waits for its result is held, in milliseconds. */
  sync_wait_ms: z.int().nonnegative().optional(),
  /** Audio URIs may be plain http and on loopback or private addresses: for tests only. */
  allow_private_uris: z.boolean().optional(),
  /** The same for webhook targets. */
  allow_private_webhooks: z.boolean().optional(),
});

/** The vars of wrangler.toml that a config file replaces. Throws one line that names file and key. */
export async function readSettings(path: string): Promise<Record<string, string>> {
  const settings = await readJsonFile(path, SettingsFile);
  if (settings === undefined) throw new Error(`${path}: no such file`);
  const { max_duration_seconds, retention_hours, jwt, sync_wait_ms, allow_private_uris, allow_private_webhooks } =
    settings;
  return {
    ...(max_duration_seconds !== undefined && { MAX_DURATION_SECONDS: String(max_duration_seconds) }),
    ...(retention_hours !== undefined && { RETENTION_HOURS: String(retention_hours) }),
    ...(sync_wait_ms !== undefined && { SYNC_WAIT_MS: String(sync_wait_ms) }),
    ...(allow_private_uris !== undefined && { ALLOW_PRIVATE_URIS: String(allow_private_uris) }),
    ...(allow_private_webhooks !== undefined && { ALLOW_PRIVATE_WEBHOOKS: String(allow_private_webhooks) }),
    ...(jwt !== undefined && {
      JWT_ISSUER: jwt.issuer,
      JWT_AUDIENCE: jwt.audience,
      ...("jwks" in jwt ? { JWT_JWKS: JSON.stringify(jwt.jwks) } : { JWT_JWKS_URL: jwt.jwks_url }),
    }),
  };
}
