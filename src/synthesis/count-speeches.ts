import type { Context } from "../context.ts";
import { ttsJobs } from "../db/schema.ts";
import { matchesSpeechFilter, type SpeechFilter } from "./speech-filter.ts";

/** How many of the owner's speeches pass a filter. */
export async function countSpeeches(ctx: Pick<Context, "db" | "owner">, filter: SpeechFilter): Promise<number> {
  return ctx.db.$count(ttsJobs, matchesSpeechFilter(ctx, filter));
}
