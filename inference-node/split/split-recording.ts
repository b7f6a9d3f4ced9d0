import { openFvadDetector } from "../detect/fvad-detector.ts";
import { LaneSplitter, type RecordingPart, type SplitHabits } from "./lane-splitter.ts";
import { mixDown } from "./mix-down.ts";
import type { PcmBlock } from "../decode/pcm-block.ts";
import { FOR_LIVE_AUDIO, FOR_RECORDINGS } from "./planner-habits.ts";
import type { SpeechDetector } from "../detect/speech-detector.ts";

/**
 * Cuts a recording into spans while it is being decoded, every channel for itself, each given out as soon as it is decided
 * and numbered in that order. Every channel's last span ends where the recording does; an empty recording has none. Holds
 * little more than the open spans in memory, whatever the lengths. The spans do not depend on how `pcm` is divided into
 * blocks.
 */
export async function* splitRecording(
  pcm: AsyncIterable<PcmBlock>,
  openDetector: () => Promise<SpeechDetector> = openFvadDetector,
  habits: SplitHabits = { planner: FOR_RECORDINGS, patience: "thorough" },
): AsyncGenerator<RecordingPart> {
  let splitter: LaneSplitter | undefined;
  for await (const { media, planes } of pcm) {
    splitter ??= new LaneSplitter(media, await Promise.all(planes.map(() => openDetector())), habits);
    yield* await splitter.push(planes);
  }
  if (splitter !== undefined) yield* await splitter.finish();
}

/**
 * {@link splitRecording} of audio that is still being spoken: each utterance is given out soon after it ends. All channels
 * are heard as one.
 */
export function splitLiveAudio(
  pcm: AsyncIterable<PcmBlock>,
  openDetector?: () => Promise<SpeechDetector>,
): AsyncGenerator<RecordingPart> {
  return splitRecording(mixDown(pcm), openDetector, { planner: FOR_LIVE_AUDIO, patience: "prompt" });
}
