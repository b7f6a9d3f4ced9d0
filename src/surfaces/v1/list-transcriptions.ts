import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { listJobs } from "../../jobs/list-jobs.ts";
import { badRequest, SCOPED_ERRORS } from "./error-responses.ts";
import { presentListed } from "./present.ts";
import { PageQuery, TranscriptionList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions",
  operationId: "listTranscriptions",
  tags: ["Transcription"],
  summary: "List transcriptions",
  description: "The transcriptions of the account, newest first, page by page.",
  request: { query: PageQuery },
  responses: {
    200: { description: "One page.", content: { "application/json": { schema: TranscriptionList } } },
    ...SCOPED_ERRORS,
    400: badRequest(),
  },
});

export const listTranscriptions = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { views, total } = await listJobs(c.get("ctx"), c.req.valid("query"));
    return c.json({ items: views.map(presentListed), count: total }, 200);
  },
});
