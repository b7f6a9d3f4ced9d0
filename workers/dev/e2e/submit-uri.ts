import { z } from "zod";
import type { ApiAccess } from "../call-api.ts";

const Created = z.object({ job_id: z.string() });
const Refused = z.object({ status: z.string(), message: z.string() });

/** What v2 answers to a job on a URI: the id of the job, or why there is none. */
export type UriAnswer = z.infer<typeof Created> | z.infer<typeof Refused>;

/** Orders the recognition of the audio under a URI. Throws on an answer that v2 does not know. */
export async function submitUri({ url, apiKey }: ApiAccess, uri: string): Promise<UriAnswer> {
  const response = await fetch(`${url}/v2/speech/stt`, {
    method: "POST",
    headers: { "x-api-key": apiKey, "content-type": "application/json" },
    body: JSON.stringify({ config: { model: "stt-general", wait: false }, request: { uri } }),
  });
  return z.union([Created, Refused]).parse(await response.json());
}
