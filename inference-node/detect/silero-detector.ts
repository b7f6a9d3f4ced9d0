import type { SileroEngine } from "./silero-engine.ts";
import { CONTEXT_SAMPLES, MEMORY_VALUES, WINDOW_SAMPLES } from "./silero-messages.ts";
import { FRAME_SAMPLES, type SpeechDetector } from "./speech-detector.ts";

/** Speech begins at the first and lasts until the second, so that it does not flicker at either. */
const ENTER = 0.5;
const LEAVE = 0.35;

/**
 * Silero's judgement of one recording. Its windows are longer than a frame: a frame is speech when a window that it
 * touches is. Steady sounds do not mislead it, and it hears voices in noise that no rise of the loudness tells.
 */
export class SileroDetector implements SpeechDetector {
  readonly mistakesHum = false;
  readonly #engine: Pick<SileroEngine, "judge">;
  /** The context of the next window, and what there is of the window. */
  #held = new Int16Array(CONTEXT_SAMPLES);
  #memory: Float32Array = new Float32Array(MEMORY_VALUES);
  #speaking = false;
  /** Of the windows that a frame to come may touch. */
  #windows: boolean[] = [];
  #firstWindow = 0;
  #framesGiven = 0;
  #framesTold = 0;

  constructor(engine: Pick<SileroEngine, "judge">) {
    this.#engine = engine;
  }

  judge(samples: Int16Array): Promise<boolean[]> {
    this.#framesGiven += samples.length / FRAME_SAMPLES;
    return this.#hear(samples);
  }

  finish(): Promise<boolean[]> {
    const open = (this.#held.length - CONTEXT_SAMPLES) % WINDOW_SAMPLES;
    return this.#hear(new Int16Array(open === 0 ? 0 : WINDOW_SAMPLES - open));
  }

  async #hear(samples: Int16Array): Promise<boolean[]> {
    const held = new Int16Array(this.#held.length + samples.length);
    held.set(this.#held);
    held.set(samples, this.#held.length);
    const windows = Math.floor((held.length - CONTEXT_SAMPLES) / WINDOW_SAMPLES);
    this.#held = held.slice(windows * WINDOW_SAMPLES);
    if (windows > 0) await this.#judgeWindows(held.subarray(0, CONTEXT_SAMPLES + windows * WINDOW_SAMPLES));
    return this.#settleFrames();
  }

  async #judgeWindows(samples: Int16Array): Promise<void> {
    const { probabilities, memory } = await this.#engine.judge(samples, this.#memory);
    this.#memory = memory;
    for (const probability of probabilities) {
      this.#speaking = probability >= (this.#speaking ? LEAVE : ENTER);
      this.#windows.push(this.#speaking);
    }
  }

  /** The verdicts on the frames whose windows are all judged. */
  #settleFrames(): boolean[] {
    const verdicts: boolean[] = [];
    for (; this.#framesTold < this.#framesGiven; this.#framesTold += 1) {
      const start = this.#framesTold * FRAME_SAMPLES;
      const first = Math.floor(start / WINDOW_SAMPLES) - this.#firstWindow;
      const last = Math.floor((start + FRAME_SAMPLES - 1) / WINDOW_SAMPLES) - this.#firstWindow;
      if (last >= this.#windows.length) break;
      verdicts.push(this.#windows.slice(first, last + 1).includes(true));
    }
    const passed = Math.floor((this.#framesTold * FRAME_SAMPLES) / WINDOW_SAMPLES) - this.#firstWindow;
    this.#windows.splice(0, passed);
    this.#firstWindow += passed;
    return verdicts;
  }
}
