import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { listEndpoints } from "../../../webhooks/list-endpoints.ts";
import { WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEndpoint } from "./present.ts";
import { EndpointList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/webhooks/endpoints",
  operationId: "listWebhookEndpoints",
  tags: ["Webhooks"],
  summary: "List webhook endpoints",
  description: "All endpoints of the account, newest first, without their secrets.",
  responses: {
    200: { description: "The endpoints.", content: { "application/json": { schema: EndpointList } } },
    ...WEBHOOK_ERRORS,
  },
});

export const listEndpointsRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json((await listEndpoints(c.get("ctx"))).map(presentEndpoint), 200),
});
