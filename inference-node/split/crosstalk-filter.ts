import { assignVoices } from "./assign-voices.ts";
import { LaneLikeness } from "./lane-likeness.ts";
import type { ActivityFrame } from "../detect/voice-activity.ts";

/** Frames on each side of one over which lanes are compared: half a second in all, longer than any sound of speech. */
const REACH = 8;
/** Frames of pause after which a voice may as well go on in another lane: half a second. */
const RUN_GAP = 17;
/** A voice of a lane's own that begins or ends as a copy lasts this long (300 ms); less is the echo of the copied one. */
const SHORTEST_VOICE = 10;

/** One moment of all lanes. */
export type LaneFrames = readonly ActivityFrame[];

/** How a lane's frame was judged: no voice, one of its own, or a copy of another's. */
type Verdict = "none" | "own" | "copy";

/**
 * Leaves each voice to one lane. Channels of one recording mostly hold the same voices: twice the same, panned, with
 * the phase turned, delayed, or as crosstalk of the next microphone. Where lanes hold copies of one voice, only the
 * loudest keeps it; voices that differ are left alone, also when they sound at once. About half a second behind its input.
 */
export class CrosstalkFilter {
  readonly #likeness: LaneLikeness;
  readonly #waiting: LaneFrames[] = [];
  /** Frames since each lane last had a voice of its own. */
  readonly #sinceVoice: number[];
  readonly #judged: { frames: LaneFrames; verdicts: readonly Verdict[] }[] = [];
  #given = 0;

  constructor(lanes: number) {
    this.#likeness = new LaneLikeness(lanes, 2 * REACH + 1);
    this.#sinceVoice = Array.from({ length: lanes }, () => Infinity);
  }

  /** @returns the frames that this one decides, with the voices left to each lane */
  push(frames: LaneFrames, samples: readonly Int16Array[]): LaneFrames[] {
    this.#waiting.push(frames);
    this.#likeness.push(
      samples,
      frames.map(({ voiced }) => voiced),
    );
    if (this.#waiting.length > REACH) this.#judge();
    return this.#give(SHORTEST_VOICE);
  }

  /** The rest; nothing may be pushed after it. */
  finish(): LaneFrames[] {
    while (this.#waiting.length > 0) {
      this.#likeness.pushNothing();
      // A recording shorter than the reach has its first frame further back in the window.
      this.#judge();
    }
    return this.#give(0);
  }

  #judge(): void {
    const frames = this.#waiting.shift();
    if (frames === undefined) return;
    const likeness = this.#likeness;
    const lanes = frames.map(({ voiced }, channel) => ({
      channel,
      voiced,
      energy: likeness.energyOf(channel),
      isSpeaking: (this.#sinceVoice[channel] ?? Infinity) <= RUN_GAP,
    }));
    const owners = assignVoices(lanes, (a, b) => likeness.between(a, b));
    lanes.forEach(({ channel }) => {
      this.#sinceVoice[channel] = owners.has(channel) ? 0 : (this.#sinceVoice[channel] ?? Infinity) + 1;
    });
    const verdicts = lanes.map(({ channel, voiced }) => (owners.has(channel) ? "own" : voiced ? "copy" : "none"));
    this.#judged.push({ frames, verdicts });
  }

  #give(ahead: number): LaneFrames[] {
    const given: LaneFrames[] = [];
    for (; this.#given + ahead < this.#judged.length; this.#given += 1) {
      const frames = this.#judged[this.#given]?.frames ?? [];
      given.push(frames.map(({ samples, energy }, channel) => ({ samples, energy, voiced: this.#isVoice(channel) })));
    }
    const spare = this.#given - SHORTEST_VOICE;
    if (spare > 0) {
      this.#judged.splice(0, spare);
      this.#given -= spare;
    }
    return given;
  }

  #isVoice(channel: number): boolean {
    const verdictAt = (at: number): Verdict => this.#judged[at]?.verdicts[channel] ?? "none";
    if (verdictAt(this.#given) !== "own") return false;
    let [start, end] = [this.#given, this.#given];
    while (end - start < SHORTEST_VOICE && verdictAt(start - 1) === "own") start -= 1;
    while (end - start < SHORTEST_VOICE && verdictAt(end + 1) === "own") end += 1;
    const touchesCopy = verdictAt(start - 1) === "copy" || verdictAt(end + 1) === "copy";
    return end - start + 1 >= SHORTEST_VOICE || !touchesCopy;
  }
}
