import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import { HOUR_MS } from "../../../contract/units.ts";
import type { AppEnv } from "../../../http/app-env.ts";
import { rotateSecret } from "../../../webhooks/rotate-secret.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { ENDPOINT_NOT_FOUND, REPEATABLE_ERRORS, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEndpointWithSecrets } from "./present.ts";
import { EndpointParams, RotateQuery, RotateRequest } from "./request-wire.ts";
import { EndpointWithSecrets } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/webhooks/endpoints/{id}/rotate",
  operationId: "rotateWebhookSecret",
  tags: ["Webhooks"],
  summary: "Rotate the secret of a webhook endpoint",
  description:
    "Makes a new secret. The old one is used beside it for as long as is asked for, and not at all by default. Of more than " +
    "five secrets the oldest goes at once.",
  request: {
    headers: IdempotencyHeaders,
    params: EndpointParams,
    query: RotateQuery,
    body: { required: false, content: { "application/json": { schema: RotateRequest } } },
  },
  responses: {
    200: {
      description: "The endpoint with the secrets that are live now.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: EndpointWithSecrets } },
    },
    ...WEBHOOK_ERRORS,
    ...REPEATABLE_ERRORS,
    404: ENDPOINT_NOT_FOUND,
  },
});

export const rotateSecretRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { days = 0, hours = 0 } = { ...c.req.valid("query"), ...c.req.valid("json") };
    const graceMs = (days * 24 + hours) * HOUR_MS;
    const rotation = { id: c.req.valid("param").id, secretId: c.get("operationId"), graceMs };
    return c.json(presentEndpointWithSecrets(await rotateSecret(c.get("ctx"), rotation)), 200);
  },
});
