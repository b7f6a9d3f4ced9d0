import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";

/**
 * The event socket of a job, not yet accepted; its messages are JSON arrays of JobFrame. `after` null starts with a
 * snapshot, a number with the event that follows that id. Null when the job is over and nothing follows.
 */
export async function watchJob(
  { env }: Pick<Context, "env">,
  jobId: string,
  after: number | null,
): Promise<WebSocket | null> {
  const url = new URL("https://job/events");
  if (after !== null) url.searchParams.set("after", String(after));
  const response = await env.JOB.getByName(jobId).fetch(url.href, { headers: { upgrade: "websocket" } });
  if (response.status === 204) return null;
  if (response.status === 404) throw new SpeechFault("job_not_found");
  if (response.webSocket === null) throw new SpeechFault("storage_unavailable");
  return response.webSocket;
}
