import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { listDeliveries } from "../../../webhooks/list-deliveries.ts";
import { ENDPOINT_NOT_FOUND, WEBHOOK_ERRORS } from "./error-responses.ts";
import { presentDelivery } from "./present.ts";
import { toWindow } from "../window.ts";
import { EndpointParams, WindowQuery } from "./request-wire.ts";
import { DeliveryList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/webhooks/endpoints/{id}/deliveries",
  operationId: "listWebhookDeliveries",
  tags: ["Webhooks"],
  summary: "List the deliveries of a webhook endpoint",
  description: "The newest 100 attempts in the time given, newest first. They are kept for 30 days.",
  request: { params: EndpointParams, query: WindowQuery },
  responses: {
    200: { description: "The attempts.", content: { "application/json": { schema: DeliveryList } } },
    ...WEBHOOK_ERRORS,
    404: ENDPOINT_NOT_FOUND,
  },
});

export const listDeliveriesRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const which = { id: c.req.valid("param").id, ...toWindow(c.req.valid("query")) };
    return c.json((await listDeliveries(c.get("ctx"), which)).map(presentDelivery), 200);
  },
});
