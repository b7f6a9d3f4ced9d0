import { z } from "zod";
import { JobSnapshot, Token } from "./job.ts";

/**
 * One frame from a JobDO to a watching surface. `id` is the position in the job's event log, growing without gaps;
 * null on what is in no log, such as the snapshot that opens a connection. A snapshot shows the job exactly as of its id.
 */
export const JobFrame = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), id: z.int().nullable(), snapshot: JobSnapshot }),
  z.object({ type: z.literal("token"), id: z.int(), chunkIndex: z.int(), token: Token }),
  /** Of a job whose audio is still being spoken: all text before this position has been told. */
  z.object({ type: z.literal("told"), id: z.null(), throughSample: z.int().nonnegative() }),
  z.object({ type: z.literal("done"), id: z.int(), snapshot: JobSnapshot }),
]);
export type JobFrame = z.infer<typeof JobFrame>;
