import { z } from "@hono/zod-openapi";

/** The answer of counting is a bare number. */
export const JobCount = z
  .int()
  .nonnegative()
  .openapi("JobCount", { description: "Number of jobs.", examples: [42] });
