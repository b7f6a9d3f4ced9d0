import { AVERROR_EAGAIN, AVERROR_INVALIDDATA } from "node-av/constants";
import { Codec, CodecContext, Frame, Packet, type Stream } from "node-av/lib";
import { samplesToSeconds } from "../../src/contract/units.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import type { OpenContainer } from "./open-container.ts";
import { lengthOf, type PcmBlock } from "./pcm-block.ts";
import { endsEarly } from "./refuse-cut-off.ts";
import { resampleFrames } from "./resample-frames.ts";

/** Damaged packets in a row after which a demuxer is not expected to find its way again. */
const MAX_BAD_READS = 100;

/**
 * All samples of the recording at 16 kHz, in blocks of one packet's size. Its first packet decides how many channels it
 * has. Damaged packets are skipped as the ffmpeg command does. Throws `audio_unreadable` when nothing can be decoded or
 * the end is missing, and `audio_too_long` past the limit.
 */
export function* decodeContainer(container: OpenContainer, maxDurationSamples: number): Generator<PcmBlock> {
  const { declaredSamples } = container;
  if (declaredSamples !== null && declaredSamples > maxDurationSamples) throw tooLong(maxDurationSamples);
  let total = 0;
  for (const block of resampleFrames(decodeFrames(container))) {
    total += lengthOf(block.planes);
    if (total > maxDurationSamples) throw tooLong(maxDurationSamples);
    if (lengthOf(block.planes) > 0) yield block;
  }
  if (total === 0) throw new DecoderRefusal("audio_unreadable", "the file holds no audio that can be decoded");
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

function tooLong(maxDurationSamples: number): DecoderRefusal {
  return new DecoderRefusal(
    "audio_too_long",
    `the audio is longer than the limit of ${samplesToSeconds(maxDurationSamples)} seconds`,
  );
}
