import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { replayDelivery } from "../../../webhooks/replay-delivery.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { errorResponse } from "../error-responses.ts";
import { ENDPOINT_DISABLED, REPEATABLE_ERRORS, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentTicket } from "./present.ts";
import { DeliveryParams } from "./request-wire.ts";
import { Ticket } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/webhooks/deliveries/{id}/replay",
  operationId: "replayWebhookDelivery",
  tags: ["Webhooks"],
  summary: "Repeat a delivery",
  description:
    "Has the event of a delivery delivered again, failed or not. One attempt, with the same event id and body; where the " +
    "event is still being tried, its next attempt is made now.",
  request: { headers: IdempotencyHeaders, params: DeliveryParams },
  responses: {
    200: {
      description: "The delivery is on its way.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: Ticket } },
    },
    ...WEBHOOK_ERRORS,
    ...REPEATABLE_ERRORS,
    404: errorResponse("No such delivery of the account.", ["delivery_not_found"]),
    409: ENDPOINT_DISABLED,
  },
});

export const replayDeliveryRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(presentTicket(await replayDelivery(c.get("ctx"), c.req.valid("param").id)), 200),
});
