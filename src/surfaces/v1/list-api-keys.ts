import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { listKeys } from "../../accounts/list-keys.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { SCOPED_ERRORS } from "./error-responses.ts";
import { ApiKeyList, presentKey } from "./keys-wire.ts";

const route = createRoute({
  method: "get",
  path: "/api-keys",
  operationId: "listApiKeys",
  tags: ["API keys"],
  summary: "List API keys",
  description: "The keys of the account that were not revoked, newest first.",
  responses: {
    200: {
      description: "The keys.",
      content: { "application/json": { schema: ApiKeyList } },
    },
    ...SCOPED_ERRORS,
  },
});

export const listApiKeys = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ keys: (await listKeys(c.get("ctx"))).map(presentKey) }, 200),
});
