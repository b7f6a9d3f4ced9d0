import { EXAMPLES as RECOGNITION } from "../stt/examples.ts";
import { EXAMPLES as SYNTHESIS } from "../tts/examples.ts";
import { EXAMPLES } from "./examples.ts";

const { status: _complete, progress: _none, job_config, ...recognition } = RECOGNITION.job;
const { model: engine, ...config } = job_config;
const { status: _done, result, ...speech } = SYNTHESIS.job;
const { data: _audio, ...facts } = result;

/** What deliveries look like. */
export const EVENT_EXAMPLES = {
  recognition: { ...recognition, job_config: { engine, ...config } },
  synthesis: { ...speech, result: { path: "https://storage.example.com/speech.opus?X-Amz-Expires=86400", ...facts } },
  ping: { endpoint_id: EXAMPLES.endpoint.id, url: EXAMPLES.endpoint.url, created_at: EXAMPLES.event.created_at },
  signature: `t=1768469462,v1=${"3b1f8e5c".repeat(8)},v2=${"9a7d2046".repeat(8)}`,
};
