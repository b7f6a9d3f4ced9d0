import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { testEndpoint } from "../../../webhooks/test-endpoint.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { ENDPOINT_DISABLED, ENDPOINT_NOT_FOUND, REPEATABLE_ERRORS, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentTicket } from "./present.ts";
import { EndpointParams } from "./request-wire.ts";
import { Ticket } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/webhooks/endpoints/{id}/test",
  operationId: "testWebhookEndpoint",
  tags: ["Webhooks"],
  summary: "Send a test event",
  description: "Sends a `webhook.ping` at once, whatever the filters. One attempt; it is listed among the deliveries.",
  request: { headers: IdempotencyHeaders, params: EndpointParams },
  responses: {
    200: {
      description: "The test is on its way.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: Ticket } },
    },
    ...WEBHOOK_ERRORS,
    ...REPEATABLE_ERRORS,
    404: ENDPOINT_NOT_FOUND,
    409: ENDPOINT_DISABLED,
  },
});

export const testEndpointRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const ping = { id: c.req.valid("param").id, eventId: c.get("operationId") };
    return c.json(presentTicket(await testEndpoint(c.get("ctx"), ping)), 200);
  },
});
