import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { listEvents } from "../../../webhooks/list-events.ts";
import { WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentEvent } from "./present.ts";
import { toWindow } from "../window.ts";
import { WindowQuery } from "./request-wire.ts";
import { EventList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/webhooks/events",
  operationId: "listWebhookEvents",
  tags: ["Webhooks"],
  summary: "List webhook events",
  description:
    "The newest 1,000 events in the time given, newest first. Events are recorded while the account has an endpoint, whether " +
    "or not one wants them.",
  request: { query: WindowQuery },
  responses: {
    200: { description: "The events.", content: { "application/json": { schema: EventList } } },
    ...WEBHOOK_ERRORS,
  },
});

export const listEventsRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json((await listEvents(c.get("ctx"), toWindow(c.req.valid("query")))).map(presentEvent), 200),
});
