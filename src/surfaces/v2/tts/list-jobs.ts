import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../../http/app-env.ts";
import { findSpeeches } from "../../../synthesis/find-speeches.ts";
import { GENERAL_ERRORS, invalid } from "../error-responses.ts";
import { presentPage, toPage } from "../page.ts";
import { SpeechListQuery } from "./list-query.ts";
import { presentListed } from "./present.ts";
import { TtsJobsList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/tts",
  operationId: "listSynthesisJobs",
  tags: ["Synthesis"],
  summary: "List synthesis jobs",
  description: "The jobs of the account that match all filters, page by page, without their audio.",
  request: { query: SpeechListQuery },
  responses: {
    200: { description: "One page.", content: { "application/json": { schema: TtsJobsList } } },
    ...GENERAL_ERRORS,
    422: invalid(),
  },
});

export const listSynthesisJobs = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const asked = c.req.valid("query");
    const { rows, total } = await findSpeeches(c.get("ctx"), toPage(asked));
    return c.json({ ...presentPage(asked, total), data: rows.map(presentListed) }, 200);
  },
});
