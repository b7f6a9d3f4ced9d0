import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { deleteEndpoint } from "../../../webhooks/delete-endpoint.ts";
import { ENDPOINT_NOT_FOUND, WEBHOOK_ERRORS } from "./error-responses.ts";
import { EndpointParams } from "./request-wire.ts";
import { DeletedEndpoint } from "./wire.ts";

const route = createRoute({
  method: "delete",
  path: "/webhooks/endpoints/{id}",
  operationId: "deleteWebhookEndpoint",
  tags: ["Webhooks"],
  summary: "Delete a webhook endpoint",
  description: "The endpoint is gone with its secrets and deliveries; nothing more is sent to it.",
  request: { params: EndpointParams },
  responses: {
    200: { description: "The endpoint is deleted.", content: { "application/json": { schema: DeletedEndpoint } } },
    ...WEBHOOK_ERRORS,
    404: ENDPOINT_NOT_FOUND,
  },
});

export const deleteEndpointRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { id, url, sslVerification } = await deleteEndpoint(c.get("ctx"), c.req.valid("param").id);
    return c.json({ id, url, ssl_verification: sslVerification }, 200);
  },
});
