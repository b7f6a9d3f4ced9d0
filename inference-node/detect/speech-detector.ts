import { SAMPLE_RATE } from "../../src/contract/units.ts";

/** Samples of one frame: 30 ms, the longest that WebRTC's detector takes. */
export const FRAME_SAMPLES = (SAMPLE_RATE * 30) / 1000;

/** Judges one recording frame by frame, in order. */
export interface SpeechDetector {
  /** Whether steady sounds may pass for speech, so that the loudness must confirm it. */
  readonly mistakesHum: boolean;
  /**
   * Which of the frames sound like speech, in order. `samples` are whole frames of {@link FRAME_SAMPLES} that follow
   * those of the call before, which must have ended. Verdicts on the latest frames may come with a later call.
   */
  judge(samples: Int16Array): Promise<boolean[]>;
  /** The verdicts that are still owed; nothing may be judged after it. */
  finish(): Promise<boolean[]>;
}
