import { eq } from "drizzle-orm";
import { z } from "zod";
import { ttsJobs } from "../db/schema.ts";
import { TtsJobsList, TtsResponse } from "../surfaces/v2/tts/wire.ts";
import { send, type Tenant, type TestRequest } from "./factories.ts";
import { openSpeaker } from "./speaker.ts";
import { until } from "./until.ts";

/** Tests of synthesis on v2 share these. */

export const MODEL = "tts-alloy-general";

const ErrorBody = z.strictObject({
  status: z.string(),
  message: z.string(),
  context: z.record(z.string(), z.unknown()).optional(),
});

/** What a request asks for: of `config` what departs from {@link MODEL}, of `request` all. */
export interface Asked {
  readonly config?: object;
  readonly request?: object;
}

/** Sends a request to `/v2/speech/tts…`. */
export async function sendTts({ apiKey }: Tenant, path = "", request: TestRequest = {}): Promise<Response> {
  return send(`/v2/speech/tts${path}`, { apiKey, ...request });
}

/** Asks for two phrases to be spoken, or for what `asked` says. */
export async function orderSpeech(tenant: Tenant, { config, request }: Asked = {}, query = ""): Promise<Response> {
  const json = { config: { model: MODEL, ...config }, request: request ?? { text: "Hello. How are you?" } };
  return sendTts(tenant, query, { json });
}

/** The job that comes of an order. */
export async function mintSynthesis(tenant: Tenant, asked?: Asked): Promise<TtsResponse> {
  return TtsResponse.parse(await (await orderSpeech(tenant, asked)).json());
}

export async function getSynthesis(tenant: Tenant, id: string, query = ""): Promise<TtsResponse> {
  return TtsResponse.parse(await (await sendTts(tenant, `/${id}${query}`)).json());
}

export async function listSyntheses(tenant: Tenant, query = "") {
  return TtsJobsList.parse(await (await sendTts(tenant, query)).json());
}

/** An error answer, with its HTTP status as `http`; throws when it has another shape. */
export async function refusalOf(response: Response) {
  return { http: response.status, ...ErrorBody.parse(await response.json()) };
}

/** The audio that a job comes with. */
export function audioOf({ result }: TtsResponse): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromBase64(result?.data ?? "");
}

/** Speaks all phrases of a job, a tenth of a second each. */
export async function speakAll(tenant: Tenant, id: string, phrases = 2): Promise<void> {
  const speak = await openSpeaker();
  for (let index = 0; index < phrases; index++) await speak(id, index);
  await until(async () => (await getSynthesis(tenant, id)).status === "complete" || undefined);
}

/** The only synthesis of a tenant, as soon as there is one: whoever waits for it has not been told its id. */
export async function awaitSpeechId({ ctx }: Tenant): Promise<string> {
  return until(async () => {
    const [row] = await ctx.db.select({ id: ttsJobs.id }).from(ttsJobs).where(eq(ttsJobs.accountId, ctx.owner));
    return row?.id;
  });
}
