import { count } from "drizzle-orm";
import type { Context } from "../context.ts";
import { ttsJobs } from "../db/schema.ts";
import { matchesSpeechFilter, type SpeechFilter } from "./speech-filter.ts";

/** How many of the owner's speeches pass a filter. */
export async function countSpeeches(ctx: Pick<Context, "db" | "owner">, filter: SpeechFilter): Promise<number> {
  const [counted] = await ctx.db.select({ total: count() }).from(ttsJobs).where(matchesSpeechFilter(ctx, filter));
  return counted?.total ?? 0;
}
