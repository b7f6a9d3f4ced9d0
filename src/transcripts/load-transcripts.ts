import type { Context } from "../context.ts";
import { Transcript } from "../contract/job.ts";
import { transcriptKey } from "../uploads/object-keys.ts";

/** Beyond this a page of long recordings would not fit the Worker's memory, parsed and rendered. */
const LARGEST_TOTAL_BYTES = 16 * 1024 * 1024;

/** The stored transcripts of several finished jobs, in the order given until the size limit; the others are left out. */
export async function loadTranscripts(
  { env }: Pick<Context, "env">,
  jobIds: readonly string[],
): Promise<Map<string, Transcript>> {
  const stored = await Promise.all(jobIds.map((jobId) => env.AUDIO.get(transcriptKey(jobId))));
  let totalBytes = 0;
  const loading = stored.map(async (object): Promise<Transcript[]> => {
    if (object === null) return [];
    totalBytes += object.size;
    if (totalBytes <= LARGEST_TOTAL_BYTES) return [Transcript.parse(await object.json())];
    await object.body.cancel();
    return [];
  });
  const transcripts = (await Promise.all(loading)).flat();
  return new Map(transcripts.map((transcript) => [transcript.jobId, transcript]));
}
