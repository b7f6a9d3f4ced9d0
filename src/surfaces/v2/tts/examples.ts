/** What the document shows of requests and answers; one speech runs through all of them. */

const LIFE = {
  job_id: "019aa5d2-7c3b-7f10-8a51-3f5d0f6f2b07",
  status: "complete",
  created_at: "2026-11-21T09:30:00.000Z",
  modified_at: "2026-11-21T09:30:00.840Z",
};

const MODEL = {
  name: "tts-alloy-general",
  label: "Alloy",
  language: "English, Russian",
  domain: "general",
  voice: "alloy",
  gender: "female",
  channels: 1,
  samplerate: 22_050,
};

const REQUEST = { text: "Good morning, my friend.", ssml: null, label: "Greeting" };
const RESULT = { format: "opus", duration: 1.784, samplerate: 48_000, channels: 1 };
const CONFIG = {
  model: "tts-alloy-general",
  wait: true,
  audio_format: "opus",
  pitch: 0,
  tempo: 1,
  sample_rate: 48_000,
};

const listed = { ...LIFE, request: REQUEST, result: RESULT, job_config: CONFIG, model: MODEL };

export const EXAMPLES = {
  models: [MODEL],
  request: {
    config: { model: "tts-alloy-general", wait: true, audio_format: "opus" },
    request: { text: "Good morning, my friend.", label: "Greeting" },
  },
  job: { ...listed, result: { data: "T2dnUwACAAAAAAAAAAABAAAAAAAAAA==", ...RESULT } },
  list: { pagination: { page: 1, per_page: 10, page_count: 1 }, length: 1, data: [listed] },
  status: { ...LIFE, status: "in_progress", progress: { total: 50, details: { synthesize: 50 } } },
};
