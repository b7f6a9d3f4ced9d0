/** Names of v1. */
export const GEMMA_MODELS = ["gemma4-e2b-asr", "gemma4-e2b-asr-stream"] as const;

/** Used when a client of v1 names no model. */
export const DEFAULT_RECOGNITION_MODEL = GEMMA_MODELS[0];

/** Names of v2: for whole recordings, and for audio that arrives while it is spoken. */
export const BATCH_MODEL = "stt-general";
export const STREAMING_MODEL = "stt-general-online";

/**
 * All names under which clients ask for a recognizer. A node maps each name to an engine whose files it has; the embedded
 * English model answers for every name when the operator has supplied nothing better.
 */
export const RECOGNITION_MODELS = [...GEMMA_MODELS, BATCH_MODEL, STREAMING_MODEL] as const;
