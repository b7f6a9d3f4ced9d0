import { env } from "cloudflare:workers";
import type { Token } from "../contract/job.ts";
import type { OutputBatch } from "../contract/output.ts";
import type { Fence } from "../contract/plan.ts";
import { SAMPLE_RATE } from "../contract/units.ts";
import { until } from "./until.ts";

/** Plans so many seconds of speech in one piece and claims it, as a node does. */
export async function planSpeech(jobId: string, seconds: number): Promise<Fence> {
  const totalSamples = seconds * SAMPLE_RATE;
  const spans = [{ index: 0, channel: 0, startSample: 0, endSample: totalSamples, speech: true }];
  const plan = { fence: { epoch: 1, attempt: 1 }, spans, totalSamples, claim: true };
  const { claimed } = await env.JOB.getByName(jobId).appendPlan(plan);
  if (claimed === undefined) throw new Error("the only span was not claimed");
  return claimed.fence;
}

/** Brings a job to its end: so many seconds of speech in which a text is said. */
export async function recognizeJob(
  jobId: string,
  text: string,
  seconds = 1,
  final: Partial<NonNullable<OutputBatch["final"]>> = {},
): Promise<void> {
  const fence = await planSpeech(jobId, seconds);
  const batch = { fence, seq: 0, tokens: tokensOf(text), final: { language: "en", computeMs: 100, ...final } };
  await env.JOB.getByName(jobId).append(0, batch);
  await until(async () => (await env.JOB.getByName(jobId).snapshot())?.status === "complete" || undefined);
}

function tokensOf(text: string): Token[] {
  return text.split(/(?= )/).map((word, n) => ({ text: word, startSample: n * 100, endSample: n * 100 + 90 }));
}
