/** Names under which clients of v1 ask for a recognizer. */
export const RECOGNITION_MODELS = ["gemma4-e2b-asr", "gemma4-e2b-asr-stream"] as const;

/** Used when a client names no model. */
export const DEFAULT_RECOGNITION_MODEL = RECOGNITION_MODELS[0];

/** Names of v2: for whole recordings, and for audio that arrives while it is spoken. */
export const BATCH_MODEL = "stt-general";
export const STREAMING_MODEL = "stt-general-online";

/**
 * Every name under which work comes to a node. It maps each to an engine whose files it has; the embedded English model
 * answers for every name when the operator has supplied nothing better.
 */
export const ENGINE_NAMES = [...RECOGNITION_MODELS, BATCH_MODEL, STREAMING_MODEL] as const;
