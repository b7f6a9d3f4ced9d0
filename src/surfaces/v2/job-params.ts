import { z } from "@hono/zod-openapi";

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** The id of a job in a path, with or without hyphens and in any case; handlers get the form that the index has. */
export const JobParams = z.object({
  job_id: z
    .string()
    .regex(UUID, { error: "must be a UUID" })
    .transform((id) => id.toLowerCase().replace(UUID, "$1-$2-$3-$4-$5"))
    .describe("Id of the job, with or without its hyphens.")
    .openapi({ type: "string", format: "uuid" }),
});
