import { test } from "vitest";
import type { JobOptions, Token } from "../contract/job.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { CREATED_AT_MS, withJob } from "../testing/stored-job.ts";
import { appendOutput } from "./append-output.ts";
import { appendPlan } from "./append-plan.ts";

const T = CREATED_AT_MS;
const FENCE = { epoch: 1, attempt: 1 };
const PLAIN: JobOptions = { model: "m", language: "en", promptPreset: "default" };

/** What a job tells when these chunks, of ten seconds each, are heard in this order. */
function tell(options: Partial<JobOptions>, chunks: readonly string[], order: readonly number[]): Promise<string[]> {
  return withJob({ options: { ...PLAIN, ...options } }, (job) => {
    const length = 10 * SAMPLE_RATE;
    const spans = chunks.map((_text, index) => ({
      index,
      channel: 0,
      startSample: index * length,
      endSample: (index + 1) * length,
      speech: true,
    }));
    appendPlan(job, { fence: FENCE, spans, totalSamples: chunks.length * length }, T);
    for (const index of order) {
      const tokens = tokensOf(chunks[index] ?? "", index * length);
      for (const [seq, token] of tokens.entries()) appendOutput(job, index, { fence: FENCE, seq, tokens: [token] }, T);
      const final = { language: "en", computeMs: 1 };
      appendOutput(job, index, { fence: FENCE, seq: tokens.length, tokens: [], final }, T);
    }
    return job.log.tokens().map(({ text }) => text);
  });
}

function tokensOf(text: string, from: number): Token[] {
  return text.split(" ").map((word, n) => ({
    text: ` ${word}`,
    startSample: from + n * 5_000,
    endSample: from + n * 5_000 + 4_000,
  }));
}

const CHUNKS = ["um i have twenty five cats", "do you have a dog", "no"];

test("words are told as they were heard when nothing is asked for", async ({ expect }) => {
  expect((await tell({}, CHUNKS, [0, 1, 2])).join("")).toBe("um i have twenty five cats do you have a dog no");
});

test("fillers, numbers and sentences are written as asked, whichever chunk is heard first", async ({ expect }) => {
  const options = { promptPreset: "remove_fillers", numerals: true, punctuate: true } as const;
  const told = await tell(options, CHUNKS, [0, 1, 2]);
  expect(told.join("")).toBe("I have 25 cats. Do you have a dog? No.");
  expect(await tell(options, CHUNKS, [2, 0, 1])).toEqual(told);
  expect(await tell(options, CHUNKS, [1, 2, 0])).toEqual(told);
});

test("silence is told as nothing, with or without sentences", async ({ expect }) => {
  expect(await tell({ punctuate: true }, [], [])).toEqual([]);
});
