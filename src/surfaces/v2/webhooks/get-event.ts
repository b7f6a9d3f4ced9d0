import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { getEvent } from "../../../webhooks/get-event.ts";
import { errorResponse } from "../error-responses.ts";
import { WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEvent } from "./present.ts";
import { EventParams } from "./request-wire.ts";
import { EventData, EventWithData } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/webhooks/events/{id}",
  operationId: "getWebhookEvent",
  tags: ["Webhooks"],
  summary: "Get one webhook event",
  description: "The event with the body of its deliveries.",
  request: { params: EventParams },
  responses: {
    200: { description: "The event.", content: { "application/json": { schema: EventWithData } } },
    ...WEBHOOK_ERRORS,
    404: errorResponse("No such event of the account.", ["event_not_found"]),
  },
});

export const getEventRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { row, body } = await getEvent(c.get("ctx"), c.req.valid("param").id);
    return c.json({ ...presentEvent(row), data: body === null ? null : EventData.parse(JSON.parse(body)) }, 200);
  },
});
