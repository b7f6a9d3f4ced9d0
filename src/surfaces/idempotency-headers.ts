import { z } from "@hono/zod-openapi";

/** Header of every POST that may be repeated; judged by the idempotency middleware. */
export const IdempotencyHeaders = z.object({
  "idempotency-key": z
    .string()
    .optional()
    .describe("1 to 255 printable ASCII characters of your choice. Repeated within 24 h, the request has one effect.")
    .openapi({ examples: ["5f3c9a52-0d1e-4f0e-9c55-6f2b6f1f2f10"] }),
});

/** What an answer to such a POST tells about it. */
export const REPLAY_HEADERS = {
  "Idempotency-Replayed": {
    description: "`true` on an answer that is given again; absent on the first one.",
    schema: { type: "string", const: "true" },
  },
} as const;
