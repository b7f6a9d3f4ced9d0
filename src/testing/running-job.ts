import { env } from "cloudflare:workers";
import type { AccountLimits } from "../accounts/limits.ts";
import type { JobFrame } from "../contract/events.ts";
import type { Token } from "../contract/job.ts";
import type { Span } from "../contract/plan.ts";
import { mintJob, mintTenant, type Tenant } from "./factories.ts";

/** The object of a job. */
export type JobStub = ReturnType<typeof env.JOB.getByName>;

/** Samples of a second: the length of every chunk here. */
export const SECOND = 16_000;
/** Of the only delivery of each piece of work. */
export const FENCE = { epoch: 1, attempt: 1 };

function span(index: number): Span {
  return { index, channel: 0, startSample: index * SECOND, endSample: (index + 1) * SECOND, speech: true };
}

function words(index: number): Token[] {
  const startSample = index * SECOND;
  return [
    { text: ` part`, startSample, endSample: startSample + 4000 },
    { text: ` ${index}`, startSample: startSample + 5000, endSample: startSample + 9000 },
  ];
}

/** A planned job of so many chunks, of a new tenant. */
export async function mintRunningJob(
  chunks: number,
  limits: Partial<AccountLimits> = {},
): Promise<{ tenant: Tenant; jobId: string; stub: JobStub }> {
  const tenant = await mintTenant(limits);
  const { id: jobId } = (await mintJob(tenant)).row;
  const stub = env.JOB.getByName(jobId);
  const spans = Array.from({ length: chunks }, (_, index) => span(index));
  const media = { channels: 1, sampleRate: 44_100 };
  await stub.appendPlan({ fence: FENCE, spans, media, totalSamples: chunks * SECOND });
  return { tenant, jobId, stub };
}

/** Reports that a chunk says its own number; gives the outcome. */
export async function recognize(stub: JobStub, index: number): Promise<string> {
  const final = { language: "en", computeMs: 5 };
  return (await stub.append(index, { fence: FENCE, seq: 0, tokens: words(index), final })).outcome;
}

export interface Watcher {
  readonly frames: JobFrame[];
  readonly closed: Promise<void>;
  close(): void;
}

/** Follows the events of a job, from the start or after an id. */
export async function watch(stub: JobStub, after?: number): Promise<Watcher> {
  const url = `https://job/events${after === undefined ? "" : `?after=${after}`}`;
  const { webSocket } = await stub.fetch(url, { headers: { upgrade: "websocket" } });
  if (webSocket === null) throw new Error("no socket");
  const frames: JobFrame[] = [];
  webSocket.addEventListener("message", ({ data }) => {
    const told: JobFrame[] = JSON.parse(String(data));
    frames.push(...told);
  });
  const closed = new Promise<void>((resolve) => webSocket.addEventListener("close", () => resolve()));
  webSocket.accept();
  return { frames, closed, close: () => webSocket.close(1000) };
}

/** What the tokens among frames add up to. */
export function textOf(frames: readonly JobFrame[]): string {
  return frames.map((frame) => (frame.type === "token" ? frame.token.text : "")).join("");
}
