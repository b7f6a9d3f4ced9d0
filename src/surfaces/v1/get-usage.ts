import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { getUsage } from "../../accounts/get-usage.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { presentUsage, Usage, UsageQuery } from "./usage-wire.ts";

const route = createRoute({
  method: "get",
  path: "/usage",
  tags: ["Usage"],
  summary: "Get what was used, day by day",
  request: { query: UsageQuery },
  responses: {
    200: { description: "Usage per UTC day.", content: { "application/json": { schema: Usage } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
  },
});

export const getUsageRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentUsage(await getUsage(c.get("ctx"), c.req.valid("query"))), 200),
});
