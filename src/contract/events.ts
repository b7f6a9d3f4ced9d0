import { z } from "zod";
import { JobSnapshot, Token } from "./job.ts";

/**
 * One frame from a JobDO to a watching surface. `id` is the position in the job's event log, growing without gaps;
 * null on the snapshot that opens a connection. A snapshot shows the job exactly as of its id.
 */
export const JobFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), id: z.int().nullable(), snapshot: JobSnapshot }),
  z.object({ type: z.literal("token"), id: z.int(), chunkIndex: z.int(), token: Token }),
  z.object({ type: z.literal("done"), id: z.int(), snapshot: JobSnapshot }),
]);
export type JobFrame = z.infer<typeof JobFrame>;
