/** What the operations are grouped by. Readers show `x-displayName` in the place of the name. */
export const TAGS = [
  {
    name: "Transcription",
    "x-displayName": "Transcription",
    description: "Recordings become text, watched live or fetched when done.",
  },
  { name: "TTS", "x-displayName": "Text to speech", description: "Texts become speech, as an MP3 file or a stream." },
  {
    name: "Upload",
    "x-displayName": "Upload",
    description: "Recordings go straight into storage, through presigned URLs.",
  },
  { name: "API keys", "x-displayName": "API keys", description: "Keys of the account, with scopes and expiry." },
  { name: "Usage", "x-displayName": "Usage", description: "What the account has used." },
  {
    name: "Recognition",
    "x-displayName": "Recognition",
    description: "Recordings become text: sent along or fetched from a URI, waited for or asked for later.",
  },
  {
    name: "Synthesis",
    "x-displayName": "Synthesis",
    description: "Texts and SSML become speech as Opus, MP3 or WAV, waited for or asked for later.",
  },
  {
    name: "Webhooks",
    "x-displayName": "Webhooks",
    description:
      "Endpoints of the account that are told when a job of either version is over, and what was delivered to them.",
  },
];

/** Which tags are of which surface, as Redoc and Scalar read it. */
export const TAG_GROUPS = [
  { name: "/v1", tags: ["Transcription", "TTS", "Upload", "API keys", "Usage"] },
  { name: "/v2/speech", tags: ["Recognition", "Synthesis", "Webhooks"] },
];
