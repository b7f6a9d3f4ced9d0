import { FRAME_SAMPLES, type SpeechDetector } from "./speech-detector.ts";

/** 30 ms of a recording, judged. Only the last frame of a recording may be shorter. */
export interface ActivityFrame {
  readonly samples: number;
  readonly voiced: boolean;
  /** Mean square of the first difference: loudness without the rumble and hum that hide pauses. */
  readonly energy: number;
}

/** Whether a frame's background is looked for as far ahead as is good for the verdict, or for who waits for it. */
export type Patience = "thorough" | "prompt";

/** Frames around one in which its background is looked for: 3 s before, and 1 s or 0.3 s after. */
const FLOOR_BACK = 100;
const FLOOR_AHEAD: Readonly<Record<Patience, number>> = { thorough: 33, prompt: 10 };
/** Frames of one level reading. */
const LEVEL_FRAMES = 5;
const LEVEL_CENTRE = 2;
/** Speech rises by this factor (3 dB) above the quietest moment around it; steady hum and hiss never do. */
const MIN_RISE = 2;
/** A voice is heard in at least three of the frames around it; clicks are not. */
const VOICE_SPREAD = 5;
const MIN_VOICED = 3;
const TRIM_AT = 1024;

interface PendingFrame {
  readonly samples: number;
  readonly detected: boolean;
  readonly energy: number;
  /** Mean energy of the frames that end with this one. */
  readonly level: number;
  /** Undefined until the frames after it are known. */
  heard: boolean | undefined;
}

/**
 * Marks the frames of one recording as voiced or not, about 1.2 s behind its input, a prompt one 0.5 s. It errs on the side of speech: a
 * frame is voiced when the detector says so, and for a detector that mistakes hum the energy too; recordings under a
 * second go without the energy.
 */
export class VoiceActivity {
  readonly #detector: SpeechDetector;
  /** The start of a frame that is not whole. */
  #open = new Int16Array(0);
  /** Whole frames without a verdict. */
  readonly #unjudged: { samples: number; energy: number }[] = [];
  readonly #frames: PendingFrame[] = [];
  readonly #floorAhead: number;
  #heard = 0;
  #given = 0;

  constructor(detector: SpeechDetector, patience: Patience = "thorough") {
    this.#detector = detector;
    this.#floorAhead = FLOOR_AHEAD[patience];
  }

  /** The frames that these samples decide; blocks may have any length. Calls must not overlap. */
  async push(samples: Int16Array): Promise<ActivityFrame[]> {
    const held = new Int16Array(this.#open.length + samples.length);
    held.set(this.#open);
    held.set(samples, this.#open.length);
    const whole = held.subarray(0, held.length - (held.length % FRAME_SAMPLES));
    this.#open = held.slice(whole.length);
    for (let start = 0; start < whole.length; start += FRAME_SAMPLES) {
      this.#measure(whole.subarray(start, start + FRAME_SAMPLES));
    }
    this.#hear(await this.#detector.judge(whole));
    return this.#decide(this.#detector.mistakesHum ? this.#floorAhead : 0, VOICE_SPREAD);
  }

  /** The rest; nothing may be pushed after it. */
  async finish(): Promise<ActivityFrame[]> {
    if (this.#open.length > 0) {
      const padded = new Int16Array(FRAME_SAMPLES);
      padded.set(this.#open);
      this.#measure(this.#open);
      this.#hear(await this.#detector.judge(padded));
    }
    this.#hear(await this.#detector.finish());
    return this.#decide(0, 0);
  }

  #measure(frame: Int16Array): void {
    this.#unjudged.push({ samples: frame.length, energy: differenceEnergy(frame) });
  }

  #hear(verdicts: readonly boolean[]): void {
    this.#unjudged.splice(0, verdicts.length).forEach(({ samples, energy }, at) => {
      const recent = this.#frames.slice(1 - LEVEL_FRAMES).map((frame) => frame.energy);
      const detected = verdicts[at] === true;
      this.#frames.push({ samples, detected, energy, level: mean([...recent, energy]), heard: undefined });
    });
  }

  #decide(floorAhead: number, spread: number): ActivityFrame[] {
    const frames = this.#frames;
    for (; this.#heard + floorAhead < frames.length; this.#heard += 1) {
      const frame = frames[this.#heard];
      if (frame !== undefined)
        frame.heard = frame.detected && (!this.#detector.mistakesHum || this.#rises(this.#heard));
    }
    const decided: ActivityFrame[] = [];
    for (; this.#given + spread < this.#heard; this.#given += 1) {
      const frame = frames[this.#given];
      if (frame === undefined) continue;
      const around = frames.slice(Math.max(0, this.#given - VOICE_SPREAD), this.#given + VOICE_SPREAD + 1);
      const voiced = frame.heard === true && around.filter(({ heard }) => heard === true).length >= MIN_VOICED;
      decided.push({ samples: frame.samples, voiced, energy: frame.energy });
    }
    this.#trim();
    return decided;
  }

  #rises(at: number): boolean {
    const around = this.#frames.slice(Math.max(0, at - FLOOR_BACK), at + this.#floorAhead + 1);
    if (around.length <= this.#floorAhead) return true;
    const floor = around.reduce((lowest, { level }) => Math.min(lowest, level), Infinity);
    const level = (this.#frames[at + LEVEL_CENTRE] ?? this.#frames[at])?.level ?? 0;
    return level > floor * MIN_RISE;
  }

  #trim(): void {
    const spare = this.#given - FLOOR_BACK;
    if (spare < TRIM_AT) return;
    this.#frames.splice(0, spare);
    this.#heard -= spare;
    this.#given -= spare;
  }
}

function differenceEnergy(samples: Int16Array): number {
  let sum = 0;
  let previous = samples[0] ?? 0;
  for (const sample of samples) {
    sum += (sample - previous) ** 2;
    previous = sample;
  }
  return samples.length === 0 ? 0 : sum / samples.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
