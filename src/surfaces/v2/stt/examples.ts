/** What the document shows of answers; one recording runs through all of them. */

const LIFE = {
  job_id: "019aa5d2-7c3b-7f10-8a51-3f5d0f6f2a01",
  status: "complete",
  created_at: "2026-11-21T09:30:00.000Z",
  modified_at: "2026-11-21T09:30:01.240Z",
};

const MODEL = {
  name: "stt-general",
  label: "General English",
  language: "English",
  domain: "general",
  acoustic: "recording",
  channels: 1,
  samplerate: 16_000,
};

const REQUEST = { label: "Morning call", uri: null };
const CONFIG = { model: "stt-general", wait: true, include_filler: false, include_partial_results: false };

const job = {
  ...LIFE,
  request: { ...REQUEST, data: null, duration: 2.4, mime_type: "audio/wav", sample_rate: 16_000, channels: 1 },
  result: {
    data: [
      {
        transcript: "good morning my friend",
        final: true,
        time_start: 0.32,
        time_end: 1.9,
        channel: 0,
        speaker_tag: 1,
      },
    ],
    path: null,
    error: null,
    latency: 1.24,
    speaker_count: 1,
    speech_insights: null,
    voice_insights: null,
  },
  job_config: {
    ...CONFIG,
    auto_punctuation: false,
    enable_spoken_numerals: false,
    speaker_count: 1,
    enable_speech_insights: false,
    enable_voice_insights: false,
  },
  progress: null,
  model: MODEL,
};

export const EXAMPLES = {
  models: [MODEL],
  request: {
    config: { model: "stt-general", wait: true },
    request: { label: "Morning call", data: "UklGRiQAAABXQVZFZm10IBAAAAABAAEAgD4AAAB9AAACABAAZGF0YQAAAAA=" },
  },
  job,
  list: {
    pagination: { page: 1, per_page: 10, page_count: 1 },
    length: 1,
    data: [{ ...LIFE, request: REQUEST, job_config: CONFIG }],
  },
  status: {
    ...LIFE,
    status: "in_progress",
    progress: { total: 50, details: { transfer: 100, transcribe: 50 } },
  },
};
