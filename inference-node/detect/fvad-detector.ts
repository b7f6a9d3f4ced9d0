import openFvad from "@echogarden/fvad-wasm";
import { BYTES_PER_SAMPLE, SAMPLE_RATE } from "../../src/contract/units.ts";
import { FRAME_SAMPLES, type SpeechDetector } from "./speech-detector.ts";

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
    mistakesHum: true,
    async judge(samples) {
      return Array.from({ length: samples.length / FRAME_SAMPLES }, (_, frame) => {
        fvad.HEAP16.set(
          samples.subarray(frame * FRAME_SAMPLES, (frame + 1) * FRAME_SAMPLES),
          buffer / BYTES_PER_SAMPLE,
        );
        return fvad._fvad_process(detector, buffer, FRAME_SAMPLES) === 1;
      });
    },
    finish: async () => [],
  };
}
