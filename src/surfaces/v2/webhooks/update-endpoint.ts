import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { updateEndpoint } from "../../../webhooks/update-endpoint.ts";
import { BODY_ERRORS } from "../error-responses.ts";
import { ENDPOINT_NOT_FOUND, INVALID_URL, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEndpointWithSecrets } from "./present.ts";
import { EndpointParams, UpdateEndpointRequest } from "./request-wire.ts";
import { EndpointWithSecrets } from "./wire.ts";

const route = createRoute({
  method: "put",
  path: "/webhooks/endpoints/{id}",
  operationId: "updateWebhookEndpoint",
  tags: ["Webhooks"],
  summary: "Update a webhook endpoint",
  description: "Changes what is given. An endpoint that was disabled is called again.",
  request: {
    params: EndpointParams,
    body: { required: true, content: { "application/json": { schema: UpdateEndpointRequest } } },
  },
  responses: {
    200: {
      description: "The endpoint as it is now.",
      content: { "application/json": { schema: EndpointWithSecrets } },
    },
    ...WEBHOOK_ERRORS,
    ...BODY_ERRORS,
    400: INVALID_URL,
    404: ENDPOINT_NOT_FOUND,
  },
});

export const updateEndpointRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { url, event_filters, ssl_verification, signature_scheme } = c.req.valid("json");
    const updated = await updateEndpoint(c.get("ctx"), {
      id: c.req.valid("param").id,
      url,
      eventFilters: event_filters,
      sslVerification: ssl_verification,
      signatureScheme: signature_scheme,
    });
    return c.json(presentEndpointWithSecrets(updated), 200);
  },
});
