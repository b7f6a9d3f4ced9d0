import { z } from "zod";
import type { Context } from "../context.ts";
import { JobFrame } from "../contract/events.ts";
import { awaitEnd } from "./await-end.ts";
import { watchJob } from "./watch-job.ts";

const Message = z.array(JobFrame);

/** Holds until a job is over, told by its events, or until the time is up; true when it is over. Fault: `job_not_found`. */
export async function waitForJob(ctx: Pick<Context, "env">, jobId: string, timeoutMs: number): Promise<boolean> {
  return awaitEnd({
    connect: () => watchJob(ctx, jobId, null),
    tellsEnd: (message) => Message.parse(JSON.parse(message)).some(({ type }) => type === "done"),
    timeoutMs,
  });
}
