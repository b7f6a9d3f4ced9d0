import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { createEndpoint } from "../../../webhooks/create-endpoint.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { INVALID_URL, REPEATABLE_ERRORS, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEndpointWithSecrets } from "./present.ts";
import { CreateEndpointRequest } from "./request-wire.ts";
import { EndpointWithSecrets } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/webhooks/endpoints",
  operationId: "createWebhookEndpoint",
  tags: ["Webhooks"],
  summary: "Create a webhook endpoint",
  description:
    "Events are POSTed to it from now on: at once, then after 1, 5, 30 and 120 minutes until it answers 2xx, each within 30 " +
    "seconds. The answer is 200, not 201.",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: CreateEndpointRequest } } },
  },
  responses: {
    200: {
      description: "The endpoint was created.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: EndpointWithSecrets } },
    },
    ...WEBHOOK_ERRORS,
    ...REPEATABLE_ERRORS,
    400: INVALID_URL,
  },
});

export const createEndpointRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { url, event_filters, ssl_verification, signature_scheme, secret_key } = c.req.valid("json");
    const created = await createEndpoint(c.get("ctx"), {
      id: c.get("operationId"),
      url,
      eventFilters: event_filters,
      sslVerification: ssl_verification,
      signatureScheme: signature_scheme,
      secretKey: secret_key ?? undefined,
    });
    return c.json(presentEndpointWithSecrets(created), 200);
  },
});
