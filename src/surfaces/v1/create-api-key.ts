import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { createKey } from "../../accounts/create-key.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { IdempotencyHeaders } from "./idempotency-headers.ts";
import { CreateApiKeyRequest, CreatedApiKey, presentKey } from "./keys-wire.ts";

const route = createRoute({
  method: "post",
  path: "/api-keys",
  tags: ["API keys"],
  summary: "Create an API key",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateApiKeyRequest } } },
  },
  responses: {
    201: { description: "The key.", content: { "application/json": { schema: CreatedApiKey } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
    422: ERROR_RESPONSES[422],
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
