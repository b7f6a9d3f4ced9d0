import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { revokeKey } from "../../accounts/revoke-key.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { ApiKeyParams } from "./keys-wire.ts";

const route = createRoute({
  method: "delete",
  path: "/api-keys/{id}",
  tags: ["API keys"],
  summary: "Revoke an API key",
  request: { params: ApiKeyParams },
  responses: {
    204: { description: "The key is revoked for good, also if it was before." },
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
    404: ERROR_RESPONSES[404],
  },
});

export const deleteApiKey = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    await revokeKey(c.get("ctx"), c.req.valid("param").id);
    return c.body(null, 204);
  },
});
