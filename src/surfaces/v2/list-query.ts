import { z } from "@hono/zod-openapi";
import { lenientBoolean, lenientNumber } from "./lenient.ts";
import { toWindow, windowQuery } from "./window.ts";

const LARGEST_PAGE = 100;
const LAST_PAGE = 1_000_000;
const LONGEST_QUERY = 256;

/** Which jobs of an account are meant. */
export const FilterQuery = z.object({
  ...windowQuery("jobs created"),
  query_text: z
    .string()
    .max(LONGEST_QUERY)
    .optional()
    .describe(
      "Only jobs in whose text all these words occur. Words in quotation marks must follow each other, and an asterisk " +
        "stands for the rest of a word, as the end of the last word does by itself. Case and accents do not count. " +
        "Punctuation alone matches nothing.",
    ),
});

/** A page of a list, and the order of the whole. */
export const ListQuery = FilterQuery.extend({
  page: lenientNumber(z.int().min(1).max(LAST_PAGE)).default(1).describe("Number of the page, from 1."),
  per_page: lenientNumber(z.int().min(1).max(LARGEST_PAGE)).default(10).describe("How many to give on a page."),
  sort_by: z.enum(["time", "label"]).default("time").describe("What the jobs are sorted by."),
  sort_ascend: lenientBoolean().default(false).describe("Whether the oldest, or the first label, comes first."),
});

/** What a filter means to the core: half-open times, and no search for blank text. */
export function toFilter({ query_text, ...window }: z.infer<typeof FilterQuery>) {
  return { ...toWindow(window), query: query_text?.trim() === "" ? undefined : query_text };
}
