import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { listJobs } from "../../jobs/list-jobs.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { presentListed } from "./present.ts";
import { PageQuery, TranscriptionList } from "./wire.ts";

const route = createRoute({
  method: "get",
  path: "/transcriptions",
  tags: ["Transcription"],
  summary: "List transcriptions, newest first",
  request: { query: PageQuery },
  responses: {
    200: { description: "One page.", content: { "application/json": { schema: TranscriptionList } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
  },
});

export const listTranscriptions = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const { views, total } = await listJobs(c.get("ctx"), c.req.valid("query"));
    return c.json({ items: views.map(presentListed), count: total }, 200);
  },
});
