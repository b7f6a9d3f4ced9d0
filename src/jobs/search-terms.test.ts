import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { test } from "vitest";
import { ANY_CODE_POINT } from "../testing/arbitrary-of.ts";
import { searchTerms } from "./search-terms.ts";

async function runs(terms: string): Promise<void> {
  const match = `owner : "somebody" AND text : (${terms})`;
  await env.DB.prepare("SELECT count(*) FROM job_search WHERE job_search MATCH ?").bind(match).all();
}

test.for([
  ["town", '"town"*'],
  ["the town", '"the" AND "town"*'],
  ["the town ", '"the" AND "town"*'],
  ["to* mother", '"to "* AND "mother"*'],
  ['"my mother" town', '"my mother" AND "town"*'],
  ['"my moth"*', '"my moth"*'],
  ['town "my mother"', '"town" AND "my mother"'],
  ['"not closed', '"not closed"'],
  ["don't", `"don't"*`],
  ["a OR b NOT c NEAR(d)", '"a" AND "OR" AND "b" AND "NOT" AND "c" AND "NEAR(d)"*'],
  ["text:secret", '"text:secret"*'],
  ["мама 東京", '"мама" AND "東京"*'],
  ["well - yes", '"well" AND "yes"*'],
] as const)("%j is searched as %j", ([text, terms], { expect }) => {
  expect(searchTerms(text)).toBe(terms);
});

test.for(["", "  ", "?!", '"', '""', "* * *", "\0", "🙂", "\ud800"])(
  "%j has nothing to search by",
  (text, { expect }) => {
    expect(searchTerms(text)).toBeNull();
  },
);

test("whatever is typed, the index understands what it is asked", async ({ expect }) => {
  const typed = fc.oneof(
    fc.string({ unit: ANY_CODE_POINT, maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '"',
          "*",
          " ",
          "a",
          "OR",
          "AND",
          "NOT",
          "NEAR(",
          ")",
          "^",
          "-",
          "+",
          ":",
          "{",
          "}",
          "'",
          "é",
          "🙂",
          "\0",
          "٣",
        ),
      )
      .map((parts) => parts.join("")),
  );
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const terms = searchTerms(text);
      if (terms !== null) await runs(terms);
    }),
    { numRuns: 40 },
  );
  await runs(searchTerms("a ".repeat(128)) ?? "");
  await expect(runs('"')).rejects.toThrow();
});
