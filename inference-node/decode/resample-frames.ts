import { AV_SAMPLE_FMT_S64P, AV_SAMPLE_FMT_U8, type AVSampleFormat } from "node-av/constants";
import type { Frame } from "node-av/lib";
import { DecoderRefusal, MAX_CHANNELS } from "./decoder-protocol.ts";
import type { Media } from "../../src/contract/plan.ts";
import { lengthOf, type PcmBlock } from "./pcm-block.ts";
import { type AudioShape, Resampler } from "./resampler.ts";

const SAMPLE_RATE_BOUNDS = { min: 1000, max: 384_000 };

/**
 * The frames' samples at 16 kHz. The first frame decides how many channels the recording has: what is joined to it
 * with fewer leaves the others silent, what has more is mixed into them.
 * @throws DecoderRefusal `audio_unreadable` when a frame is beyond what any recording is
 */
export function* resampleFrames(frames: Iterable<Frame>): Generator<PcmBlock> {
  let resampler: Resampler | undefined;
  let media: Media | undefined;
  for (const frame of frames) {
    if (frame.nbSamples <= 0) continue;
    const shape = shapeOf(frame);
    media ??= { channels: shape.channels, sampleRate: shape.sampleRate };
    // Joined recordings may change their rate or channels on the way.
    if (resampler === undefined || !sameShape(resampler.shape, shape)) {
      if (resampler !== undefined) yield* drain(resampler, media);
      resampler = new Resampler(shape, media.channels);
    }
    yield { media, planes: resampler.convert(frame) };
  }
  if (resampler !== undefined && media !== undefined) yield* drain(resampler, media);
}

function* drain(resampler: Resampler, media: Media): Generator<PcmBlock> {
  for (let planes = resampler.flush(); lengthOf(planes) > 0; planes = resampler.flush()) yield { media, planes };
}

function shapeOf(frame: Frame): AudioShape {
  const { sampleRate, channels } = frame;
  if (sampleRate < SAMPLE_RATE_BOUNDS.min || sampleRate > SAMPLE_RATE_BOUNDS.max) {
    throw new DecoderRefusal("audio_unreadable", `a sample rate of ${sampleRate} Hz is not supported`);
  }
  if (channels < 1 || channels > MAX_CHANNELS) {
    throw new DecoderRefusal("audio_unreadable", `audio of ${channels} channels is not supported`);
  }
  if (!isSampleFormat(frame.format)) throw new DecoderRefusal("audio_unreadable", "the audio's samples have no format");
  return { sampleRate, channels, sampleFormat: frame.format };
}

/** The binding shares one field between samples and pixels. */
function isSampleFormat(format: Frame["format"]): format is AVSampleFormat {
  return format >= AV_SAMPLE_FMT_U8 && format <= AV_SAMPLE_FMT_S64P;
}

function sameShape(a: AudioShape, b: AudioShape): boolean {
  return a.sampleRate === b.sampleRate && a.channels === b.channels && a.sampleFormat === b.sampleFormat;
}
