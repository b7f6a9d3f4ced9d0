import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { getUsage } from "../../accounts/get-usage.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { badRequest, GENERAL_ERRORS } from "./error-responses.ts";
import { presentUsage, Usage, UsageQuery } from "./usage-wire.ts";

const route = createRoute({
  method: "get",
  path: "/usage",
  operationId: "getUsage",
  tags: ["Usage"],
  summary: "Get usage by day",
  description: "Jobs, measured audio and synthesised characters of the account per UTC day.",
  request: { query: UsageQuery },
  responses: {
    200: { description: "Usage per UTC day.", content: { "application/json": { schema: Usage } } },
    ...GENERAL_ERRORS,
    400: badRequest(),
  },
});

export const getUsageRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentUsage(await getUsage(c.get("ctx"), c.req.valid("query"))), 200),
});
