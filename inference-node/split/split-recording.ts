import { openFvadDetector } from "./fvad-detector.ts";
import { LaneSplitter, type RecordingPart } from "./lane-splitter.ts";
import type { PcmBlock } from "./pcm-block.ts";
import type { SpeechDetector } from "./speech-detector.ts";

/**
 * Cuts a recording into spans while it is being decoded, every channel for itself, each given out as soon as it is decided
 * and numbered in that order. Every channel's last span ends where the recording does; an empty recording has none. Holds
 * little more than the open spans in memory, whatever the lengths. The spans do not depend on how `pcm` is divided into
 * blocks.
 */
export async function* splitRecording(
  pcm: AsyncIterable<PcmBlock>,
  openDetector: () => Promise<SpeechDetector> = openFvadDetector,
): AsyncGenerator<RecordingPart> {
  let splitter: LaneSplitter | undefined;
  for await (const { media, planes } of pcm) {
    splitter ??= new LaneSplitter(media, await Promise.all(planes.map(() => openDetector())));
    yield* await splitter.push(planes);
  }
  if (splitter !== undefined) yield* await splitter.finish();
}
