import type { Prosody, SpokenLanguage, Voice } from "../../src/contract/synthesis.ts";

export interface SpeakOptions {
  readonly voice: Voice;
  readonly language: SpokenLanguage;
  /** How it departs from the voice; not at all when left out. */
  readonly prosody?: Prosody | undefined;
  /** Ends the work within milliseconds; `speak` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Turns one phrase into speech. Calls that come together may wait for their turn. */
export interface SynthesisEngine {
  readonly name: string;
  /**
   * Mono samples at SYNTHESIS_RATE that begin with the first sound and end with the pause that follows the phrase, so
   * that phrases join by concatenation. The same call gives the same samples. Text in which nothing can be spoken
   * becomes the pause alone. Rejects with `engine_failed`, after which the next call works again.
   */
  speak(text: string, options: SpeakOptions): Promise<Int16Array>;
  close(): Promise<void>;
}
