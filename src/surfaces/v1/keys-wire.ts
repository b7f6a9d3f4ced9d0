import { z } from "@hono/zod-openapi";
import type { ApiKeyRow } from "../../accounts/create-key.ts";
import { Scope } from "../../accounts/scopes.ts";
import { plainText } from "../../http/plain-text.ts";
import { EXAMPLES } from "./examples.ts";
import { isoTime, isoTimeOrNull } from "../iso-time.ts";

/** The words of v1 for API keys. */

export const CreateApiKeyRequest = z
  .object({
    name: plainText(200).describe("What to call the key."),
    scopes: z
      .array(Scope)
      .max(Scope.options.length)
      .default([])
      .describe("What the key may be used for; empty permits everything that its creator may do."),
    expires_at: z.iso
      .datetime({ offset: true })
      .nullish()
      .describe("In the future; left out or null, the key does not expire."),
  })
  .openapi("CreateApiKeyRequest", { description: "The key to create.", examples: [EXAMPLES.createApiKey] });

export const ApiKey = z
  .object({
    id: z.uuid().describe("Id of the key."),
    name: z.string().describe("Name of the key."),
    prefix: z.string().describe("How the key begins, to tell it from others."),
    scopes: z.array(z.string()).describe("What the key may be used for; empty permits everything."),
    last_used_at: z.iso
      .datetime()
      .nullable()
      .describe("When it was last used, at most a minute behind; null if never."),
    expires_at: z.iso.datetime().nullable().describe("When it stops working; null if never."),
    created_at: z.iso.datetime().describe("When it was created."),
  })
  .openapi("ApiKey", { description: "An API key, without the key itself.", examples: [EXAMPLES.apiKey] });

export const CreatedApiKey = ApiKey.extend({
  key: z.string().describe("The key itself; shown only here."),
}).openapi("CreatedApiKey", { description: "A new API key.", examples: [EXAMPLES.createdApiKey] });

export const ApiKeyList = z
  .object({ keys: z.array(ApiKey).describe("The keys, newest first.") })
  .openapi("ApiKeyList", { description: "The keys of an account.", examples: [EXAMPLES.apiKeyList] });

/** Any text is taken here: a malformed id is as unknown as any other and answers 404. */
export const ApiKeyParams = z.object({
  id: z.string().describe("Id of the key.").openapi({ format: "uuid" }),
});

export function presentKey(row: ApiKeyRow): z.infer<typeof ApiKey> {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes,
    last_used_at: isoTimeOrNull(row.lastUsedAtMs),
    expires_at: isoTimeOrNull(row.expiresAtMs),
    created_at: isoTime(row.createdAtMs),
  };
}
