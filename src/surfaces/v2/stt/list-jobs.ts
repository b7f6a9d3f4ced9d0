import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { findJobs } from "../../../jobs/find-jobs.ts";
import { GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { ListQuery } from "../list-query.ts";
import { presentPage, toPage } from "../page.ts";
import { presentListed } from "./present.ts";
import { AsrJobsList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/stt",
  operationId: "listRecognitionJobs",
  tags: ["Recognition"],
  summary: "List recognition jobs",
  description: "The jobs of the account that match all filters, page by page, without their results.",
  request: { query: ListQuery },
  responses: {
    200: { description: "One page.", content: { "application/json": { schema: AsrJobsList } } },
    ...GENERAL_ERRORS,
    422: invalid(),
  },
});

export const listRecognitionJobs = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const asked = c.req.valid("query");
    const { rows, total } = await findJobs(c.get("ctx"), toPage(asked));
    return c.json({ ...presentPage(asked, total), data: rows.map(presentListed) }, 200);
  },
});
