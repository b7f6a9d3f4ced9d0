import { z } from "zod";
import { PullQueue } from "../inference-node/queue.ts";
import { WorkerApi } from "../inference-node/worker-api.ts";
import { SplitMessage } from "../src/contract/messages.ts";
import { NODE_PATHS } from "../src/contract/node-api.ts";
import type { Fence } from "../src/contract/plan.ts";
import { SAMPLE_RATE } from "../src/contract/units.ts";
import { type ApiAccess, callApi } from "../workers/dev/call-api.ts";

const Created = z.object({ id: z.string() });
const WORD = { text: "word", startSample: 0, endSample: SAMPLE_RATE };

interface Claim {
  readonly index: number;
  readonly fence: Fence;
}

/** A deployment on which no node runs: the bench takes the part of one, to know when the last word is said. */
interface Stage {
  readonly access: ApiAccess;
  readonly nodeKey: string;
  readonly objectKey: string;
  readonly signal: AbortSignal;
}

/** Milliseconds from a node's last word on a job until every one of its watchers has the last event. */
export async function measureFanOut(stage: Stage, watchers: number): Promise<number> {
  const { access, objectKey, signal } = stage;
  const { id } = await callApi(access, "/v1/transcriptions", Created, { object_key: objectKey });
  const opened = await Promise.all(Array.from({ length: watchers }, () => watch(access, id, signal)));
  const finish = await takeJob(stage, id);
  const startedAt = performance.now();
  await Promise.all([finish(), ...opened.map(({ done }) => done())]);
  return performance.now() - startedAt;
}

/** Plans the job as one second of speech and claims it; the answer says its last word. */
async function takeJob({ access, nodeKey, signal }: Stage, jobId: string): Promise<() => Promise<void>> {
  const { url } = access;
  const api = new WorkerApi({ baseUrl: url, key: nodeKey, fetch });
  const [pullUrl, ackUrl] = [url + NODE_PATHS.pull("split"), url + NODE_PATHS.ack("split")];
  const queue = new PullQueue({ pullUrl, ackUrl, token: nodeKey, fetch });
  const span = { index: 0, channel: 0, startSample: 0, endSample: SAMPLE_RATE, speech: true };
  // On a slow machine the queue also holds messages that a job has replaced, which claim nothing.
  for (;;) {
    signal.throwIfAborted();
    const [lease] = await queue.pull({ batch_size: 1, wait_ms: 5_000 });
    if (lease === undefined) continue;
    await queue.settle({ acks: [{ lease_id: lease.leaseId }] });
    const message = SplitMessage.parse(lease.body);
    if (message.jobId !== jobId) continue;
    const fence = { epoch: message.epoch, attempt: lease.attempt };
    const plan = { fence, spans: [span], totalSamples: SAMPLE_RATE, claim: true };
    const { claimed } = await api.appendPlan(jobId, plan, signal);
    if (claimed !== undefined) return () => sayLastWord(api, jobId, claimed, signal);
  }
}

async function sayLastWord(api: WorkerApi, jobId: string, { index, fence }: Claim, signal: AbortSignal): Promise<void> {
  const last = { fence, seq: 0, tokens: [WORD], final: { language: "en", computeMs: 1 } };
  const { outcome } = await api.appendOutput(jobId, index, last, signal);
  if (outcome !== "accepted") throw new Error(`the last word was ${outcome}`);
}

/** Opens an event stream; resolves when its first event is there. `done` reads on to the last one. */
async function watch(
  { url, apiKey }: ApiAccess,
  id: string,
  signal: AbortSignal,
): Promise<{ done: () => Promise<void> }> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const response = await fetch(`${url}/v1/transcriptions/${id}/stream`, { headers, signal });
  if (!response.ok || response.body === null) throw new Error(`the stream answered ${response.status}`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  async function readUntil(event: string): Promise<void> {
    while (!text.includes(`event: ${event}\n`)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`the stream ended before ${event}`);
      text += value;
    }
  }
  await readUntil("update");
  return { done: () => readUntil("done") };
}
