import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getEndpoint } from "../../../webhooks/get-endpoint.ts";
import { ENDPOINT_NOT_FOUND, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEndpointWithSecrets } from "./present.ts";
import { EndpointParams } from "./request-wire.ts";
import { EndpointWithSecrets } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/webhooks/endpoints/{id}",
  operationId: "getWebhookEndpoint",
  tags: ["Webhooks"],
  summary: "Get one webhook endpoint",
  description: "The endpoint with its secrets.",
  request: { params: EndpointParams },
  responses: {
    200: { description: "The endpoint.", content: { "application/json": { schema: EndpointWithSecrets } } },
    ...WEBHOOK_ERRORS,
    404: ENDPOINT_NOT_FOUND,
  },
});

export const getEndpointRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) =>
    c.json(presentEndpointWithSecrets(await getEndpoint(c.get("ctx"), c.req.valid("param").id)), 200),
});
