import type { Span } from "../../src/contract/plan.ts";
import { ChunkPlanner } from "./chunk-planner.ts";
import { openFvadDetector } from "./fvad-detector.ts";
import type { PcmBlock } from "./pcm-block.ts";
import { SampleBuffer } from "./sample-buffer.ts";
import type { SpeechDetector } from "./speech-detector.ts";
import { VoiceActivity } from "./voice-activity.ts";

export interface RecordingPart {
  readonly span: Span;
  /** The span's samples when it is speech. */
  readonly samples?: Int16Array<ArrayBuffer>;
}

/**
 * Cuts a recording, mixed to one channel, into spans while it is being decoded, each given out as soon as it is decided. The
 * end of the last span is the length of the recording; an empty recording has none. Holds little more than the open
 * span in memory, whatever the lengths. The spans do not depend on how `pcm` is divided into blocks.
 */
export async function* splitRecording(
  pcm: AsyncIterable<PcmBlock>,
  openDetector: () => Promise<SpeechDetector> = openFvadDetector,
): AsyncGenerator<RecordingPart> {
  const activity = new VoiceActivity(await openDetector());
  const planner = new ChunkPlanner();
  const buffer = new SampleBuffer();
  const cutOut = (span: Span): RecordingPart =>
    span.speech ? { span, samples: buffer.copy(span.startSample, span.endSample) } : { span };
  for await (const { planes } of pcm) {
    const samples = mix(planes);
    buffer.append(samples);
    const spans = (await activity.push(samples)).flatMap((frame) => planner.push(frame));
    yield* spans.map(cutOut);
    buffer.dropBefore(planner.keepFrom);
  }
  const spans = (await activity.finish()).flatMap((frame) => planner.push(frame));
  yield* [...spans, ...planner.finish()].map(cutOut);
}

function mix(planes: PcmBlock["planes"]): Int16Array {
  const [first = new Int16Array(0)] = planes;
  if (planes.length < 2) return first;
  return first.map((_, at) => planes.reduce((sum, plane) => sum + (plane[at] ?? 0), 0) / planes.length);
}
