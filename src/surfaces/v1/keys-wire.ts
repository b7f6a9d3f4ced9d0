import { z } from "@hono/zod-openapi";
import type { ApiKeyRow } from "../../accounts/create-key.ts";
import { Scope } from "../../accounts/scopes.ts";
import { plainText } from "../../http/plain-text.ts";

/** The words of v1 for API keys. */

export const CreateApiKeyRequest = z
  .object({
    name: plainText(200).openapi({ example: "backend" }),
    scopes: z
      .array(Scope)
      .max(Scope.options.length)
      .default([])
      .openapi({ description: "What the key may be used for; empty permits everything that its creator may do." }),
    expires_at: z.iso
      .datetime({ offset: true })
      .nullish()
      .openapi({ description: "In the future; left out or null, the key does not expire." }),
  })
  .openapi("CreateApiKeyRequest");

export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().openapi({ example: "nag_a1b2" }),
    scopes: z.array(z.string()),
    last_used_at: z.iso.datetime().nullable().openapi({ description: "At most a minute behind." }),
    expires_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .openapi("ApiKey");

export const CreatedApiKey = ApiKey.extend({
  key: z.string().openapi({ description: "The key itself; shown only here.", example: `nag_${"a1b2".repeat(8)}` }),
}).openapi("CreatedApiKey");

export const ApiKeyList = z.object({ keys: z.array(ApiKey) }).openapi("ApiKeyList");

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const ApiKeyParams = z.object({ id: z.string().openapi({ format: "uuid" }) });

export function presentKey(row: ApiKeyRow): z.infer<typeof ApiKey> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    last_used_at: isoOrNull(row.lastUsedAtMs),
    expires_at: isoOrNull(row.expiresAtMs),
    created_at: new Date(row.createdAtMs).toISOString(),
  };
}

function isoOrNull(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}
