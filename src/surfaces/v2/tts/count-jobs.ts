import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { countSpeeches } from "../../../synthesis/count-speeches.ts";
import { GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { JobCount } from "../job-count.ts";
import { toFilter } from "../list-query.ts";
import { SpeechFilterQuery } from "./list-query.ts";

const route = createRoute({
  method: "get",
  path: "/tts/count",
  operationId: "countSynthesisJobs",
  tags: ["Synthesis"],
  summary: "Count synthesis jobs",
  description: "How many jobs of the account match all filters, which are those of the list.",
  request: { query: SpeechFilterQuery },
  responses: {
    200: { description: "The number alone.", content: { "application/json": { schema: JobCount } } },
    ...GENERAL_ERRORS,
    422: invalid(),
  },
});

export const countSynthesisJobs = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => c.json(await countSpeeches(c.get("ctx"), toFilter(c.req.valid("query"))), 200),
});
