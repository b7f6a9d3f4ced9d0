import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { countJobs } from "../../../jobs/count-jobs.ts";
import { GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobCount } from "../job-count.ts";
import { FilterQuery, toFilter } from "../list-query.ts";

const route = createRoute({
  method: "get",
  path: "/stt/count",
  operationId: "countRecognitionJobs",
  tags: ["Recognition"],
  summary: "Count recognition jobs",
  description: "How many jobs of the account match all filters, which are those of the list.",
  request: { query: FilterQuery },
  responses: {
    200: { description: "The number alone.", content: { "application/json": { schema: JobCount } } },
    ...GENERAL_ERRORS,
    422: invalid(),
  },
});

export const countRecognitionJobs = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(await countJobs(c.get("ctx"), toFilter(c.req.valid("query"))), 200),
});
