import { z } from "@hono/zod-openapi";

/** Header of every POST that may be repeated; judged by the idempotency middleware. */
export const IdempotencyHeaders = z.object({
  "idempotency-key": z.string().optional().openapi({
    description:
      "1 to 255 printable ASCII characters of your choice. Repeated within 24 h, the request has one effect.",
  }),
});
