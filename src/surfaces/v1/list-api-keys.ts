import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { listKeys } from "../../accounts/list-keys.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { ApiKeyList, presentKey } from "./keys-wire.ts";

const route = createRoute({
  method: "get",
  path: "/api-keys",
  tags: ["API keys"],
  summary: "List API keys, newest first",
  responses: {
    200: {
      description: "All that were not revoked.",
      content: { "application/json": { schema: ApiKeyList } },
    },
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
  },
});

export const listApiKeys = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json({ keys: (await listKeys(c.get("ctx"))).map(presentKey) }, 200),
});
