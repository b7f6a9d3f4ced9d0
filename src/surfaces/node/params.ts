import type { Context } from "hono";
import { z } from "zod";
import { SpeechFault } from "../../contract/faults.ts";
import { Uuid } from "../../contract/ids.ts";
import { NodeQueue } from "../../contract/messages.ts";
import type { AppEnv } from "../../http/app-env.ts";

const Index = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** The job that a path names. */
export function jobIdOf(c: Context<AppEnv>): string {
  const parsed = Uuid.safeParse(c.req.param("jobId"));
  if (!parsed.success) throw new SpeechFault("job_not_found");
  return parsed.data;
}

/** The place in the plan that a path names. */
export function indexOf(c: Context<AppEnv>): number {
  const parsed = Index.safeParse(c.req.param("index"));
  if (!parsed.success) throw new SpeechFault("route_not_found");
  return parsed.data;
}

/** The queue that a path names. */
export function queueOf(c: Context<AppEnv>): NodeQueue {
  const parsed = NodeQueue.safeParse(c.req.param("queue"));
  if (!parsed.success) throw new SpeechFault("route_not_found");
  return parsed.data;
}
