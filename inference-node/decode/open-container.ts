import { AVDISCARD_ALL, AVMEDIA_TYPE_AUDIO } from "node-av/constants";
import { Codec, Dictionary, FFmpegError, FormatContext, InputFormat, type Stream } from "node-av/lib";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { samplesOfWav } from "./arriving-wav.ts";
import type { ByteReader } from "./byte-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { openInput } from "./open-input.ts";
import { identifyContainer } from "./identify-container.ts";
import { refuseCutOff } from "./refuse-cut-off.ts";
import { refuseLateIndex } from "./refuse-late-index.ts";
import type { ContainerName } from "./sniff-container.ts";

export interface OpenContainer {
  readonly format: FormatContext;
  readonly audio: Stream;
  /** Length at 16 kHz by the file's own account; null when it tells none that is worth believing. */
  readonly declaredSamples: number | null;
  /** Whether decoding must reach the end of the last frame and of the stream's duration: else the file is cut off. */
  readonly mustReachEnd: boolean;
}

/** These hold their length or their last timestamp; the demuxers of others only guess it from the bit rate. */
const TELLS_DURATION: ReadonlySet<ContainerName> = new Set(["mov", "matroska", "flac", "ogg"]);
const CONSTANT_RATE: ReadonlySet<ContainerName> = new Set(["wav", "w64", "aiff", "caf", "au"]);

/** Recognizes the container and reads its headers. Throws `audio_unreadable` or `audio_without_sound`. */
export function openContainer(reader: ByteReader): OpenContainer {
  const name = identifyContainer(reader);
  if (reader.sizeBytes !== null) refuseCutOff(name, reader);
  else if (name === "mov") refuseLateIndex(reader);
  const format = new FormatContext();
  format.allocContext();
  const raw = name === "wav" && reader.sizeBytes === null ? samplesOfWav(reader) : undefined;
  format.pb = openInput(reader, raw?.from ?? 0);
  const options = Dictionary.fromObject({
    // Nothing but audio decoders may touch the bytes: video is where most of FFmpeg's hostile surface lies.
    codec_whitelist: audioDecoders().join(","),
    ...(raw && { sample_rate: String(raw.sampleRate), ch_layout: `${raw.channels}C` }),
  });
  const opened = format.openInputSync("", InputFormat.findInputFormat(raw?.form ?? name), options);
  if (opened < 0) throw unreadable(`the ${name} header is damaged (${FFmpegError.strerror(opened)})`);
  for (const stream of format.streams) {
    if (stream.codecpar.codecType !== AVMEDIA_TYPE_AUDIO) stream.discard = AVDISCARD_ALL;
  }
  const audio = reader.sizeBytes === null ? firstSound(format) : bestSound(format);
  if (audio === undefined) throw new DecoderRefusal("audio_without_sound", "the file contains no audio track");
  return {
    format,
    audio,
    declaredSamples: declaredSamples(name, format, audio, reader.sizeBytes),
    // Only the frames of FLAC tell their place and break when a byte is missing.
    mustReachEnd: name === "flac" && reader.sizeBytes !== null,
  };
}

function bestSound(format: FormatContext): Stream | undefined {
  // A failure here is not final: streams that could not be analysed may still decode.
  format.findStreamInfoSync(null);
  return format.streams[format.findBestStream(AVMEDIA_TYPE_AUDIO)];
}

/** By the headers alone: to analyse the streams is to wait for a second or more of a recording that is still arriving. */
function firstSound(format: FormatContext): Stream | undefined {
  return format.streams.find(({ codecpar }) => codecpar.codecType === AVMEDIA_TYPE_AUDIO);
}

function audioDecoders(): string[] {
  return Codec.getCodecList()
    .filter((codec) => codec.isDecoder() && codec.type === AVMEDIA_TYPE_AUDIO)
    .flatMap((codec) => codec.name ?? []);
}

function declaredSamples(
  name: ContainerName,
  format: FormatContext,
  audio: Stream,
  sizeBytes: number | null,
): number | null {
  const seconds = Number(format.duration) / 1e6;
  if (sizeBytes === null || seconds <= 0) return null;
  if (TELLS_DURATION.has(name)) return Math.round(seconds * SAMPLE_RATE);
  if (!CONSTANT_RATE.has(name) || audio.codecpar.bitRate <= 0n) return null;
  // A recorder that never came back to fix its header claims more than the file can hold.
  const heldSeconds = (sizeBytes * 8) / Number(audio.codecpar.bitRate);
  return Math.round(Math.min(seconds, heldSeconds) * SAMPLE_RATE);
}

function unreadable(detail: string): DecoderRefusal {
  return new DecoderRefusal("audio_unreadable", detail);
}
