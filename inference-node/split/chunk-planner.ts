import type { Span } from "../../src/contract/plan.ts";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { FOR_RECORDINGS, type PlannerHabits } from "./planner-habits.ts";
import type { ActivityFrame } from "../detect/voice-activity.ts";

/** Kept around voiced frames, so that no word loses its edges. */
const PAD = (240 * SAMPLE_RATE) / 1000;
/** Shortest silence, beyond the padding, that becomes a span of its own between words. */
const MIN_SILENCE = (600 * SAMPLE_RATE) / 1000;
/** Frames of the quietest place to cut at: 120 ms. */
const QUIET_FRAMES = 4;

/** A span that has no number yet: spans are numbered across the channels. */
export type LaneSpan = Omit<Span, "index">;

interface PlacedFrame extends ActivityFrame {
  readonly start: number;
  readonly end: number;
}

/**
 * Cuts one channel of a recording into spans while its frames arrive: they touch, cover it exactly, and those of speech
 * are no longer than its habits allow. A span is given out as soon as nothing can change it any more.
 */
export class ChunkPlanner {
  readonly #channel: number;
  readonly #habits: PlannerHabits;
  /** Frames withheld until the recording is known to be long. */
  #withheld: ActivityFrame[] | undefined = [];
  #withheldSamples = 0;
  /** Of the open span; without speech only the latest, which may turn out to be the run-up to it. */
  #frames: PlacedFrame[] = [];
  #start = 0;
  #now = 0;
  #hasSpeech = false;
  #pauseStart = 0;
  #pauses: PlannerHabits["pauses"] = [];
  /** How long a silence has to be to be told before its end. */
  #silence = Infinity;

  constructor(channel = 0, habits = FOR_RECORDINGS) {
    this.#channel = channel;
    this.#habits = habits;
  }

  /** Samples before this position are in no span of speech still to come. */
  get keepFrom(): number {
    return this.#hasSpeech ? this.#start : Math.max(this.#start, this.#now - PAD - MIN_SILENCE);
  }

  push(frame: ActivityFrame): LaneSpan[] {
    if (this.#withheld === undefined) return this.#advance(frame);
    this.#withheld.push(frame);
    this.#withheldSamples += frame.samples;
    if (this.#withheldSamples < this.#habits.shortRecording) return [];
    this.#pauses = this.#habits.firstPauses;
    this.#silence = this.#habits.silences?.first ?? Infinity;
    return this.#release();
  }

  /** The rest; nothing may be pushed after it. */
  finish(): LaneSpan[] {
    const spans = this.#release();
    if (this.#now > this.#start) spans.push(this.#emit(this.#now, this.#hasSpeech));
    return spans;
  }

  /** The silence so far, as a span of its own: what is said meanwhile in other channels need not wait for its end. */
  endSilence(): LaneSpan[] {
    const end = this.#now - PAD;
    return this.#hasSpeech || end <= this.#start ? [] : [this.#emit(end, false)];
  }

  #release(): LaneSpan[] {
    const frames = this.#withheld ?? [];
    this.#withheld = undefined;
    return frames.flatMap((frame) => this.#advance(frame));
  }

  #advance(frame: ActivityFrame): LaneSpan[] {
    const spans: LaneSpan[] = [];
    if (this.#hasSpeech && this.#now + frame.samples - this.#start > this.#habits.longestSpeech) {
      spans.push(this.#cut(this.#quietest(this.#now - this.#habits.cutWindow)));
    }
    const start = this.#now;
    this.#now += frame.samples;
    this.#frames.push({ ...frame, start, end: this.#now });
    if (frame.voiced) spans.push(...this.#hear(start));
    else if (this.#hasSpeech) spans.push(...this.#pause());
    else if (this.#now - PAD - this.#start >= this.#silence) spans.push(...this.#lastingSilence());
    if (!this.#hasSpeech) this.#keepFrames(this.keepFrom);
    return spans;
  }

  #hear(frameStart: number): LaneSpan[] {
    const onset = frameStart - PAD;
    const isSilence = !this.#hasSpeech && onset - this.#start >= MIN_SILENCE;
    const spans = isSilence ? [this.#emit(onset, false)] : [];
    this.#hasSpeech = true;
    this.#pauseStart = this.#now;
    return spans;
  }

  #lastingSilence(): LaneSpan[] {
    this.#silence = Math.min(this.#silence * 2, this.#habits.silences?.longest ?? Infinity);
    return this.endSilence();
  }

  #pause(): LaneSpan[] {
    const pause = this.#now - this.#pauseStart;
    if (pause >= PAD + MIN_SILENCE + PAD) return [this.#cut(this.#pauseStart + PAD)];
    const length = this.#now - this.#start;
    const enough = this.#pauses.find(({ fromLength }) => length >= fromLength);
    if (enough === undefined || pause < enough.samples) return [];
    return [this.#cut(this.#quietest(this.#pauseStart))];
  }

  /** Ends the span of speech at `end`, which lies behind some of its frames. */
  #cut(end: number): LaneSpan {
    const span = this.#emit(end, true);
    this.#pauses = this.#habits.pauses;
    this.#silence = this.#habits.silences?.first ?? Infinity;
    this.#hasSpeech = this.#frames.some((frame) => frame.voiced);
    this.#pauseStart = Math.max(this.#pauseStart, end);
    return span;
  }

  #emit(endSample: number, speech: boolean): LaneSpan {
    const span = { channel: this.#channel, startSample: this.#start, endSample, speech };
    this.#start = endSample;
    this.#keepFrames(endSample);
    return span;
  }

  #keepFrames(from: number): void {
    const kept = this.#frames.findIndex((frame) => frame.end > from);
    this.#frames = kept === -1 ? [] : this.#frames.slice(kept);
  }

  /** The middle of the quietest place after `from`; among equals the one nearest to the middle of the stretch. */
  #quietest(from: number): number {
    const frames = this.#frames.filter((frame) => frame.start >= from);
    const middle = (from + this.#now) / 2;
    let best = { at: this.#now, energy: Infinity };
    for (let first = 0; first + QUIET_FRAMES <= frames.length; first += 1) {
      const place = frames.slice(first, first + QUIET_FRAMES);
      const energy = place.reduce((sum, frame) => sum + frame.energy, 0);
      const at = place[QUIET_FRAMES / 2]?.start ?? this.#now;
      const closer = energy === best.energy && Math.abs(at - middle) < Math.abs(best.at - middle);
      if (energy < best.energy || closer) best = { at, energy };
    }
    return best.at;
  }
}
