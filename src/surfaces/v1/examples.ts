/** What the document shows of requests and answers; one recording and one text run through all of them. */

const ID = "019aa5d2-7c3b-7f10-8a51-3f5d0f6f2a01";
const OBJECT_KEY = "uploads/019aa5d0-11c2-7a90-b1de-7c2f5a3c9b10/019aa5d1-2b47-7e21-9c0a-5d8e1f4b6a37";
const SPOKEN = "Good morning, my friend.";
const SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
const EARLIER = "2026-11-21T09:30:00.000Z";
const LATER = "2026-11-21T09:30:04.000Z";

const transcription = {
  id: ID,
  status: "completed",
  object_key: OBJECT_KEY,
  filename: "meeting.mp3",
  content_type: "audio/mpeg",
  size_bytes: 48_213,
  duration_seconds: 3,
  language: "auto",
  detected_language: "en",
  detected_language_probability: 0.98,
  model: "gemma4-e2b-asr",
  chunk_prompt_preset: "default",
  pricing_mode: "free_test",
  source_channel: "api",
  text: SPOKEN,
  raw_text: null,
  segments: [
    {
      index: 0,
      start: 0.32,
      end: 1.9,
      text: SPOKEN,
      channel: 0,
      words: [
        { text: "Good", start: 0.32, end: 0.56 },
        { text: "morning,", start: 0.56, end: 1.04 },
        { text: "my", start: 1.12, end: 1.28 },
        { text: "friend.", start: 1.28, end: 1.9 },
      ],
    },
  ],
  progress: 1,
  error: null,
  created_at: EARLIER,
  started_at: EARLIER,
  completed_at: LATER,
};

const queued = {
  ...transcription,
  status: "queued",
  duration_seconds: null,
  detected_language: null,
  detected_language_probability: null,
  text: null,
  segments: [],
  progress: 0,
  started_at: null,
  completed_at: null,
};

const speech = {
  id: ID,
  status: "completed",
  text: SPOKEN,
  voice: "alloy",
  characters: 24,
  duration_seconds: 1.74,
  progress: 1,
  error: null,
  created_at: EARLIER,
  started_at: EARLIER,
  completed_at: LATER,
};

const apiKey = {
  id: ID,
  name: "backend",
  prefix: "nag_a1b2",
  scopes: ["stt"],
  last_used_at: null,
  expires_at: "2027-11-21T00:00:00.000Z",
  created_at: EARLIER,
};

const usedAmounts = { jobs: 3, audio_seconds: 184.25, characters: 24 };

/** By the schema that they belong to. */
export const EXAMPLES = {
  presignRequest: {
    filename: "meeting.mp3",
    content_type: "audio/mpeg",
    size_bytes: 48_213,
    content_sha256: SHA256,
  },
  presignResponse: {
    bucket: "voxedge-audio",
    object_key: OBJECT_KEY,
    upload_url: `https://storage.example.com/voxedge-audio/${OBJECT_KEY}?X-Amz-Expires=900`,
    headers: {
      "content-type": "audio/mpeg",
      "content-length": "48213",
      "x-amz-checksum-sha256": "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
      "if-none-match": "*",
    },
    expires_at: "2026-11-21T09:45:00.000Z",
    already_uploaded: false,
  },
  createTranscription: { object_key: OBJECT_KEY, language: "auto", model: "gemma4-e2b-asr" },
  transcription,
  createdTranscription: { id: ID, status: "queued", transcription: queued },
  transcriptionList: { items: [transcription], count: 1 },
  eta: { queue_position: 2, estimated_wait_seconds: 14, average_duration_seconds: 9, measured: true },
  createSpeech: { text: SPOKEN, voice: "alloy" },
  voices: {
    voices: [
      {
        id: "alloy",
        name: "Alloy",
        language: "auto",
        languages: ["en", "ru"],
        gender: "female",
        description: "Even and clear, for everything.",
      },
    ],
    default: "alloy",
  },
  speech: { job: speech },
  download: { url: `https://storage.example.com/voxedge-audio/speech/${ID}.mp3?X-Amz-Expires=900` },
  createApiKey: { name: "backend", scopes: ["stt"], expires_at: "2027-11-21T00:00:00.000Z" },
  apiKey,
  createdApiKey: { ...apiKey, key: `nag_${"a1b2".repeat(8)}` },
  apiKeyList: { keys: [apiKey] },
  usageDay: { ...usedAmounts, date: "2026-11-21" },
  usage: {
    from: "2026-11-21",
    to: "2026-11-21",
    days: [{ ...usedAmounts, date: "2026-11-21" }],
    total: usedAmounts,
  },
};
