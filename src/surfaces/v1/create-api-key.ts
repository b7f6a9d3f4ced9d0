import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { createKey } from "../../accounts/create-key.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../idempotency-headers.ts";
import { BODY_ERRORS, SCOPED_ERRORS } from "./error-responses.ts";
import { CreateApiKeyRequest, CreatedApiKey, presentKey } from "./keys-wire.ts";

const route = createRoute({
  method: "post",
  path: "/api-keys",
  operationId: "createApiKey",
  tags: ["API keys"],
  summary: "Create an API key",
  description: "The key itself is shown in this answer only. A key never permits more than the one that created it.",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateApiKeyRequest } } },
  },
  responses: {
    201: {
      description: "The key was created.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: CreatedApiKey } },
    },
    ...SCOPED_ERRORS,
    ...BODY_ERRORS,
  },
});

export const createApiKey = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { name, scopes, expires_at: expiresAt } = c.req.valid("json");
    const { row, apiKey } = await createKey(
      { ...c.get("ctx"), scopes: c.get("scopes") },
      {
        id: c.get("operationId"),
        name,
        scopes,
        expiresAtMs: typeof expiresAt === "string" ? Date.parse(expiresAt) : null,
      },
    );
    return c.json({ ...presentKey(row), key: apiKey }, 201);
  },
});
