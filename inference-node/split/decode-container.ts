import {
  AV_SAMPLE_FMT_S64P,
  AV_SAMPLE_FMT_U8,
  AVERROR_EAGAIN,
  AVERROR_INVALIDDATA,
  type AVSampleFormat,
} from "node-av/constants";
import { Codec, CodecContext, Frame, Packet, type Stream } from "node-av/lib";
import { samplesToSeconds } from "../../src/contract/units.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import type { OpenContainer } from "./open-container.ts";
import { endsEarly } from "./refuse-cut-off.ts";
import { type AudioShape, Resampler } from "./resampler.ts";

const SAMPLE_RATE_BOUNDS = { min: 1000, max: 384_000 };
const MAX_CHANNELS = 32;
/** Damaged packets in a row after which a demuxer is not expected to find its way again. */
const MAX_BAD_READS = 100;

/**
 * All samples of the recording at 16 kHz mono, in blocks of one packet's size. Damaged packets are skipped as the
 * ffmpeg command does. Throws `audio_unreadable` when nothing can be decoded or the end is missing, and `audio_too_long` past the limit.
 */
export function* decodeContainer(
  container: OpenContainer,
  maxDurationSamples: number,
): Generator<Int16Array<ArrayBuffer>> {
  const { declaredSamples } = container;
  if (declaredSamples !== null && declaredSamples > maxDurationSamples) throw tooLong(maxDurationSamples);
  let total = 0;
  for (const samples of resample(decodeFrames(container))) {
    total += samples.length;
    if (total > maxDurationSamples) throw tooLong(maxDurationSamples);
    if (samples.length > 0) yield samples;
  }
  if (total === 0) throw new DecoderRefusal("audio_unreadable", "the file holds no audio that can be decoded");
}

function* resample(frames: Iterable<Frame>): Generator<Int16Array<ArrayBuffer>> {
  let resampler: Resampler | undefined;
  for (const frame of frames) {
    if (frame.nbSamples <= 0) continue;
    const shape = shapeOf(frame);
    // Joined recordings may change their rate or channels on the way.
    if (resampler === undefined || !sameShape(resampler.shape, shape)) {
      if (resampler !== undefined) yield* drain(resampler);
      resampler = new Resampler(shape);
    }
    yield resampler.convert(frame);
  }
  if (resampler !== undefined) yield* drain(resampler);
}

function* drain(resampler: Resampler): Generator<Int16Array<ArrayBuffer>> {
  for (let rest = resampler.flush(); rest.length > 0; rest = resampler.flush()) yield rest;
}

/** Yields one and the same frame, filled anew each time. */
function* decodeFrames({ format, audio, mustReachEnd }: OpenContainer): Generator<Frame> {
  const decoder = openDecoder(audio);
  const packet = new Packet();
  packet.alloc();
  const frame = new Frame();
  frame.alloc();
  let isRefused = false;
  let reached = 0n;
  for (let badReads = 0; badReads < MAX_BAD_READS;) {
    const read = format.readFrameSync(packet);
    if (read === AVERROR_EAGAIN || read === AVERROR_INVALIDDATA) {
      badReads += 1;
      continue;
    }
    if (read < 0) break;
    badReads = 0;
    if (packet.streamIndex === audio.index) {
      // A refused packet leaves nothing to receive, which skips it.
      isRefused = decoder.sendPacketSync(packet) < 0;
      for (const received of receiveFrames(decoder, frame)) {
        reached = received.pts + BigInt(received.nbSamples);
        yield received;
      }
    }
    packet.unref();
  }
  decoder.sendPacketSync(null);
  yield* receiveFrames(decoder, frame);
  // A duration that is not known is negative.
  if (mustReachEnd && (isRefused || reached < audio.duration)) throw endsEarly();
}

function* receiveFrames(decoder: CodecContext, frame: Frame): Generator<Frame> {
  while (decoder.receiveFrameSync(frame) >= 0) {
    yield frame;
    frame.unref();
  }
}

function openDecoder(audio: Stream): CodecContext {
  const { codecpar } = audio;
  const codec = Codec.findDecoder(codecpar.codecId);
  if (codec === null) throw new DecoderRefusal("audio_unreadable", "the audio's codec is not supported");
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(codecpar);
  decoder.pktTimebase = audio.timeBase;
  decoder.threadCount = 1;
  if (decoder.open2Sync(codec, null) < 0) {
    throw new DecoderRefusal("audio_unreadable", `the ${codec.name} decoder refuses the file's parameters`);
  }
  return decoder;
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

function tooLong(maxDurationSamples: number): DecoderRefusal {
  return new DecoderRefusal(
    "audio_too_long",
    `the audio is longer than the limit of ${samplesToSeconds(maxDurationSamples)} seconds`,
  );
}
