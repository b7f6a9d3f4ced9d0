import { and, count, eq, gt, inArray, isNull, lt, or, sql, sum } from "drizzle-orm";
import type { Context } from "../context.ts";
import { isTerminal, type JobStatus } from "../contract/job.ts";
import { type JobRow, jobs, nodes } from "../db/schema.ts";
import { estimateRemaining, estimateWaiting, type Load } from "./estimate-wait.ts";
import type { Progress } from "./find-progress.ts";
import { readPace } from "./model-pace.ts";

/** A node that was silent for longer takes no work. */
const NODE_SEEN_WITHIN_MS = 60_000;
const WAITING: ReadonlySet<JobStatus> = new Set(["created", "queued", "deferred"]);

/** When a job will be over. */
export interface Eta {
  /** 1 for the next job to start; 0 once it runs. */
  readonly queuePosition: number;
  /** Null when nothing was measured to estimate it by. 0 when the job is over. */
  readonly waitMs: number | null;
  /** Average wall time of finished jobs with this model; null before the first, 0 when the job is over. */
  readonly averageMs: number | null;
}

const OVER: Eta = { queuePosition: 0, waitMs: 0, averageMs: 0 };

/** When a job will be over, by what was measured of others and, once it runs, of itself. */
export async function getEta(
  ctx: Pick<Context, "db">,
  row: JobRow,
  progress: Omit<Progress, "transfer">,
): Promise<Eta> {
  if (isTerminal(progress.status)) return OVER;
  const pace = await readPace(ctx, row.options.model);
  const averageMs = pace === null ? null : Math.ceil(pace.wallMs);
  if (!isWaiting(progress.status)) {
    return { queuePosition: 0, waitMs: estimateRemaining(progress, pace, Date.now()), averageMs };
  }
  const load = await readLoad(ctx, row);
  return { queuePosition: load.queuePosition, waitMs: estimateWaiting(load, pace), averageMs };
}

/** Whether no node works on a job in this state yet. */
export function isWaiting(status: JobStatus): boolean {
  return WAITING.has(status);
}

async function readLoad({ db }: Pick<Context, "db">, row: JobRow): Promise<Load> {
  const isBefore = or(
    lt(jobs.createdAtMs, row.createdAtMs),
    and(eq(jobs.createdAtMs, row.createdAtMs), lt(jobs.id, row.id)),
  );
  // Deferred jobs wait for their own account: they stand in the way of its other deferred ones alone.
  const isInTheWay = or(
    inArray(jobs.status, ["created", "queued"]),
    row.status === "deferred" ? and(eq(jobs.status, "deferred"), eq(jobs.accountId, row.accountId)) : undefined,
  );
  const isAlive = and(gt(nodes.lastSeenAtMs, Date.now() - NODE_SEEN_WITHIN_MS), isNull(nodes.revokedAtMs));
  const free = sql<number>`sum(max(0, ${nodes.slots} - ${nodes.chunksInFlight}))`.mapWith(Number);
  const [[before], [running], [capacity]] = await db.batch([
    db.select({ jobs: count() }).from(jobs).where(and(isInTheWay, isBefore)),
    db.select({ jobs: count() }).from(jobs).where(eq(jobs.status, "in_progress")),
    db
      .select({ slots: sum(nodes.slots).mapWith(Number), free })
      .from(nodes)
      .where(isAlive),
  ]);
  return {
    queuePosition: (before?.jobs ?? 0) + 1,
    running: running?.jobs ?? 0,
    slots: capacity?.slots ?? 0,
    freeSlots: capacity?.free ?? 0,
  };
}
