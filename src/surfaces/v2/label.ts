import { z } from "@hono/zod-openapi";

const LONGEST_LABEL = 1024;

/** The name that a client gives a job. */
export const Label = z
  .string()
  .max(LONGEST_LABEL)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), {
    error: "must be well-formed text without control characters",
  })
  .nullish()
  .describe("Name of the job.");
