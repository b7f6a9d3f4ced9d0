import { z } from "@hono/zod-openapi";
import { type ListQuery, toFilter } from "./list-query.ts";

/** Where in a list its page is, and how much there is in all. */
export const PAGE = {
  pagination: z
    .object({
      page: z.int().describe("Number of this page, from 1."),
      per_page: z.int().describe("Jobs on a full page."),
      page_count: z.int().describe("Number of pages."),
    })
    .describe("Where in the whole this page is."),
  length: z.int().describe("All jobs that match, not only those of this page."),
};

type Asked = z.infer<typeof ListQuery>;

/** The page that is asked for, in the words of the core. */
export function toPage(asked: Asked) {
  const { page, per_page, sort_by, sort_ascend } = asked;
  return {
    limit: per_page,
    offset: (page - 1) * per_page,
    filter: toFilter(asked),
    sortBy: sort_by,
    isAscending: sort_ascend,
  };
}

/** Where a page is that was found. */
export function presentPage({ page, per_page }: Asked, total: number) {
  return { pagination: { page, per_page, page_count: Math.ceil(total / per_page) }, length: total };
}
