/** A phrase in quotation marks, or a word up to white space; either may end in an asterisk. */
const TERM = /"([^"]*)("\*?)?|[^\s"]+/gu;
/** What the index keeps of a text; everything else only separates words. */
const SEARCHABLE = /[\p{L}\p{N}\p{Co}]/u;

/**
 * The full-text query (https://www.sqlite.org/fts5.html) for what a person typed: all words must occur, `"words in
 * quotation marks"` one after the other, `begin*` and the last bare word as the beginning of a word too. Nothing in it is
 * ever read as an operator. Null when there is nothing to search by, such as in a text of punctuation alone.
 */
export function searchTerms(text: string): string | null {
  const terms = [...text.toWellFormed().replaceAll("\0", " ").matchAll(TERM)].filter(([term]) => SEARCHABLE.test(term));
  if (terms.length === 0) return null;
  const last = terms.length - 1;
  return terms
    .map(([term, phrase], at) => {
      const isPrefix = term.endsWith("*") || (at === last && phrase === undefined);
      const words = (phrase ?? term).replaceAll("*", " ");
      return `"${words}"${isPrefix ? "*" : ""}`;
    })
    .join(" AND ");
}
