import { AV_CHANNEL_ORDER_UNSPEC, AV_SAMPLE_FMT_S16, type AVSampleFormat } from "node-av/constants";
import { Frame } from "node-av/lib";

interface FrameShape {
  readonly samples: number;
  /** Default 16 kHz. */
  readonly sampleRate?: number;
  /** Packed; 16-bit by default, float otherwise. */
  readonly sampleFormat?: AVSampleFormat;
}

/** A decoded frame in which every channel keeps one value, given as a 16-bit sample. */
export function frameOf(values: readonly number[], shape: FrameShape): Frame {
  const { samples, sampleRate = 16_000, sampleFormat = AV_SAMPLE_FMT_S16 } = shape;
  const frame = new Frame();
  frame.alloc();
  frame.nbSamples = samples;
  frame.format = sampleFormat;
  frame.sampleRate = sampleRate;
  frame.channelLayout = { nbChannels: values.length, order: AV_CHANNEL_ORDER_UNSPEC, mask: 0n };
  frame.getBuffer();
  const [data] = frame.extendedData ?? [];
  for (let at = 0; at < samples * values.length; at += 1) {
    const value = values[at % values.length] ?? 0;
    if (sampleFormat === AV_SAMPLE_FMT_S16) data?.writeInt16LE(value, at * 2);
    else data?.writeFloatLE(value / 32_768, at * 4);
  }
  return frame;
}
