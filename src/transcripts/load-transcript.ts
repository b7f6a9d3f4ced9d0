import type { Context } from "../context.ts";
import { Transcript } from "../contract/job.ts";
import { transcriptKey } from "../uploads/object-keys.ts";

/** The stored transcript of a finished job; null when it was deleted after its retention. */
export async function loadTranscript({ env }: Pick<Context, "env">, jobId: string): Promise<Transcript | null> {
  const stored = await env.AUDIO.get(transcriptKey(jobId));
  return stored === null ? null : Transcript.parse(await stored.json());
}
