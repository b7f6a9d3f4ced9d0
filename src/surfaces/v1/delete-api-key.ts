import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { revokeKey } from "../../accounts/revoke-key.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { errorResponse, SCOPED_ERRORS } from "./error-responses.ts";
import { ApiKeyParams } from "./keys-wire.ts";

const route = createRoute({
  method: "delete",
  path: "/api-keys/{id}",
  operationId: "deleteApiKey",
  tags: ["API keys"],
  summary: "Revoke an API key",
  description: "The key stops working for good. Revoking it once more changes nothing.",
  request: { params: ApiKeyParams },
  responses: {
    204: { description: "The key is revoked." },
    ...SCOPED_ERRORS,
    404: errorResponse("No such key of the account.", ["api_key_not_found"]),
  },
});

export const deleteApiKey = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    await revokeKey(c.get("ctx"), c.req.valid("param").id);
    return c.body(null, 204);
  },
});
