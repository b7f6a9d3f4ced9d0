import type { Media, Span } from "../../src/contract/plan.ts";
import { ChunkPlanner, type LaneSpan } from "./chunk-planner.ts";
import { CrosstalkFilter, type LaneFrames } from "./crosstalk-filter.ts";
import type { PlannerHabits } from "./planner-habits.ts";
import type { PcmBlock } from "../decode/pcm-block.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import type { SpeechDetector } from "../detect/speech-detector.ts";
import { type ActivityFrame, type Patience, VoiceActivity } from "../detect/voice-activity.ts";

export interface RecordingPart {
  readonly media: Media;
  readonly span: Span;
  /** The span's samples when it is speech. */
  readonly samples?: Int16Array<ArrayBuffer>;
}

/** One channel on its way. */
interface Lane {
  readonly buffer: SampleBuffer;
  readonly activity: VoiceActivity;
  /** Judged, and waiting for the other lanes' frames of the same moment. */
  readonly frames: ActivityFrame[];
  readonly planner: ChunkPlanner;
}

/** How a recording is cut. */
export interface SplitHabits {
  readonly planner: PlannerHabits;
  readonly patience: Patience;
}

/** Cuts all channels of one recording, moment by moment, so that the result depends on their samples alone. */
export class LaneSplitter {
  readonly #media: Media;
  readonly #lanes: readonly Lane[];
  /** A lone channel has nobody to hear twice. */
  readonly #crosstalk: CrosstalkFilter | undefined;
  #heardSamples = 0;
  #spans = 0;

  /** @param detectors one to a channel */
  constructor(media: Media, detectors: readonly SpeechDetector[], { planner, patience }: SplitHabits) {
    this.#media = media;
    this.#lanes = detectors.map((detector, channel) => ({
      buffer: new SampleBuffer(),
      activity: new VoiceActivity(detector, patience),
      frames: [],
      planner: new ChunkPlanner(channel, planner),
    }));
    this.#crosstalk = detectors.length > 1 ? new CrosstalkFilter(detectors.length) : undefined;
  }

  /** The parts that these samples decide. Calls must not overlap. */
  async push(planes: PcmBlock["planes"]): Promise<RecordingPart[]> {
    await Promise.all(
      this.#lanes.map(async ({ buffer, activity, frames }, channel) => {
        const samples = planes[channel] ?? new Int16Array(0);
        buffer.append(samples);
        frames.push(...(await activity.push(samples)));
      }),
    );
    const parts = this.#advance();
    for (const { buffer, planner } of this.#lanes) buffer.dropBefore(planner.keepFrom);
    return parts;
  }

  /** The rest; nothing may be pushed after it. */
  async finish(): Promise<RecordingPart[]> {
    await Promise.all(this.#lanes.map(async ({ activity, frames }) => void frames.push(...(await activity.finish()))));
    const parts = this.#advance();
    for (const moment of this.#crosstalk?.finish() ?? []) parts.push(...this.#plan(moment));
    return [...parts, ...this.#cutOut(this.#lanes.flatMap(({ planner }) => planner.finish()))];
  }

  #advance(): RecordingPart[] {
    const parts: RecordingPart[] = [];
    while (this.#lanes.every(({ frames }) => frames.length > 0)) {
      const moment = this.#lanes.flatMap(({ frames }) => frames.shift() ?? []);
      for (const decided of this.#separate(moment)) parts.push(...this.#plan(decided));
    }
    return parts;
  }

  #separate(moment: LaneFrames): LaneFrames[] {
    if (this.#crosstalk === undefined) return [moment];
    const start = this.#heardSamples;
    this.#heardSamples += moment[0]?.samples ?? 0;
    const samples = this.#lanes.map(({ buffer }) => buffer.copy(start, this.#heardSamples));
    return this.#crosstalk.push(moment, samples);
  }

  #plan(moment: LaneFrames): RecordingPart[] {
    const spans = this.#lanes.flatMap(({ planner }, channel) => {
      const frame = moment[channel];
      return frame === undefined ? [] : planner.push(frame);
    });
    if (this.#crosstalk !== undefined && spans.some(({ speech }) => speech)) {
      spans.push(...this.#lanes.flatMap(({ planner }) => planner.endSilence()));
    }
    return this.#cutOut(spans);
  }

  #cutOut(spans: readonly LaneSpan[]): RecordingPart[] {
    return spans
      .toSorted((a, b) => a.startSample - b.startSample || a.channel - b.channel)
      .map((laneSpan) => this.#partOf(laneSpan));
  }

  #partOf({ channel, startSample, endSample, speech }: LaneSpan): RecordingPart {
    const span = { index: this.#spans, channel, startSample, endSample, speech };
    const media = this.#media;
    this.#spans += 1;
    const samples = speech ? this.#lanes[channel]?.buffer.copy(startSample, endSample) : undefined;
    return samples === undefined ? { media, span } : { media, span, samples };
  }
}
