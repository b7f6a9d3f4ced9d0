/** The recognizers of v1. */
export const GEMMA_MODELS = ["gemma4-e2b-asr", "gemma4-e2b-asr-stream"] as const;

/** Those of v2: for whole recordings, and for audio that arrives while it is spoken. */
export const BATCH_MODEL = "stt-general";
export const STREAMING_MODEL = "stt-general-online";

/**
 * Every name under which clients ask for a recognizer. A node maps each name to an engine whose files it has; the
 * embedded English model answers for every name when the operator has supplied nothing better.
 */
export const RECOGNITION_MODELS = [...GEMMA_MODELS, BATCH_MODEL, STREAMING_MODEL] as const;

/** Used when a client names no model. */
export const DEFAULT_RECOGNITION_MODEL = GEMMA_MODELS[0];
