import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { replayFailed } from "../../../webhooks/replay-failed.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../../idempotency-headers.ts";
import { ENDPOINT_DISABLED, ENDPOINT_NOT_FOUND, REPEATABLE_ERRORS, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentTicket } from "./present.ts";
import { EndpointParams } from "./request-wire.ts";
import { TicketList } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/webhooks/endpoints/{id}/replay-failed",
  operationId: "replayFailedWebhooks",
  tags: ["Webhooks"],
  summary: "Deliver what failed again",
  description:
    "Has every event delivered again whose last attempt at this endpoint failed, the newest 1,000 of them. One attempt each, " +
    "with the same event id and body.",
  request: { headers: IdempotencyHeaders, params: EndpointParams },
  responses: {
    200: {
      description: "The deliveries that are on their way.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: TicketList } },
    },
    ...WEBHOOK_ERRORS,
    ...REPEATABLE_ERRORS,
    404: ENDPOINT_NOT_FOUND,
    409: ENDPOINT_DISABLED,
  },
});

export const replayFailedRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json((await replayFailed(c.get("ctx"), c.req.valid("param").id)).map(presentTicket), 200),
});
