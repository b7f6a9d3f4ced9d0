import { z } from "@hono/zod-openapi";
import { uuidText } from "./uuid-text.ts";

export const JobParams = z.object({ job_id: uuidText("Id of the job, with or without its hyphens.") });
