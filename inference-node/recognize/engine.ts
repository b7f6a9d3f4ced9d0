import type { JobOptions, Token } from "../../src/contract/job.ts";

export interface RecognizeOptions extends Pick<JobOptions, "language" | "promptPreset"> {
  /** Ends the work within milliseconds; `recognize` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface Recognition {
  /** ISO 639-1 code of what was heard; null when nothing was, or when the engine cannot tell. */
  readonly language: string | null;
  /** Wall time that recognition took, waiting for a turn not counted. */
  readonly computeMs: number;
}

/** Turns one chunk of speech into words. One chunk at a time: further calls wait for their turn. */
export interface RecognitionEngine {
  readonly model: string;
  readonly device: string;
  /**
   * `samples` are 16 kHz mono, at most 28 s. `onTokens` is given words in order, once or several times; positions count
   * from the start of `samples`, with strictly growing `startSample`. Rejects with `engine_failed`, after which the next
   * call works again.
   */
  recognize(
    samples: Int16Array,
    options: RecognizeOptions,
    onTokens: (tokens: Token[]) => void | Promise<void>,
  ): Promise<Recognition>;
  close(): Promise<void>;
}
