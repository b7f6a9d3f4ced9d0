import { FilterQuery, ListQuery } from "../list-query.ts";

/** The text of a speech is searched as it stands, markup included; that of a recording by its words. */
const query_text = FilterQuery.shape.query_text.describe("Only jobs in whose text or SSML this occurs, in any case.");

export const SpeechFilterQuery = FilterQuery.extend({ query_text });
export const SpeechListQuery = ListQuery.extend({ query_text });
