import openFvad from "@echogarden/fvad-wasm";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../../src/contract/units.ts";

/** Samples of one frame: 30 ms, the longest that WebRTC's detector takes. */
export const FRAME_SAMPLES = (SAMPLE_RATE * 30) / 1000;

/** Judges a recording frame by frame, in order. */
export interface SpeechDetector {
  /** Whether this frame of {@link FRAME_SAMPLES} sounds like speech. */
  isSpeech(frame: Int16Array): boolean;
}

/** Second strictest of four: rejects steady noise and still hears quiet voices. */
const FVAD_MODE = 2;

/** WebRTC's detector in a WebAssembly instance of its own, which the garbage collector frees as a whole. */
export async function openFvadDetector(): Promise<SpeechDetector> {
  const fvad = await openFvad();
  const detector = fvad._fvad_new();
  const buffer = fvad._malloc(FRAME_SAMPLES * BYTES_PER_SAMPLE);
  if (
    detector === 0 ||
    buffer === 0 ||
    fvad._fvad_set_mode(detector, FVAD_MODE) !== 0 ||
    fvad._fvad_set_sample_rate(detector, SAMPLE_RATE) !== 0
  ) {
    throw new Error("fvad cannot be set up");
  }
  return {
    isSpeech(frame) {
      fvad.HEAP16.set(frame, buffer / BYTES_PER_SAMPLE);
      return fvad._fvad_process(detector, buffer, frame.length) === 1;
    },
  };
}
