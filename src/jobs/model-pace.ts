import { and, eq, ne, sql } from "drizzle-orm";
import type { Context } from "../context.ts";
import type { ModelPace } from "../contract/job.ts";
import type { Database } from "../db/client.ts";
import { jobs, modelPaces } from "../db/schema.ts";

/** Weight of the newest job in the averages: after ten others it still counts a tenth. */
const NEWEST_WEIGHT = 0.2;

/** How fast jobs with a model went lately; null before the first has finished. */
export async function readPace({ db }: Pick<Context, "db">, model: string): Promise<ModelPace | null> {
  const [row] = await db.select().from(modelPaces).where(eq(modelPaces.model, model)).limit(1);
  return row === undefined ? null : { audioMs: row.audioMs, wallMs: row.wallMs, computeMs: row.computeMs };
}

/**
 * The statement that moves the averages towards a job that completes. Run it in one batch before the job's row becomes
 * `complete`: repeated after that, it changes nothing.
 */
export function measurePace(db: Database, { jobId, model, pace }: { jobId: string; model: string; pace: ModelPace }) {
  const newest = db
    .select({
      model: sql<string>`${model}`.as("model"),
      audioMs: sql<number>`${pace.audioMs}`.as("audio_ms"),
      wallMs: sql<number>`${pace.wallMs}`.as("wall_ms"),
      computeMs: sql<number>`${pace.computeMs}`.as("compute_ms"),
      updatedAtMs: sql<number>`${Date.now()}`.as("updated_at_ms"),
    })
    .from(jobs)
    .where(and(eq(jobs.id, jobId), ne(jobs.status, "complete")));
  return db
    .insert(modelPaces)
    .select(newest)
    .onConflictDoUpdate({
      target: modelPaces.model,
      set: {
        audioMs: moved("audio_ms"),
        wallMs: moved("wall_ms"),
        computeMs: moved("compute_ms"),
        updatedAtMs: sql`excluded.updated_at_ms`,
      },
    });
}

function moved(column: string) {
  return sql.raw(`${column} + (excluded.${column} - ${column}) * ${NEWEST_WEIGHT}`);
}
