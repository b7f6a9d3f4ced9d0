import { AVDISCARD_ALL, AVMEDIA_TYPE_AUDIO, AVSEEK_CUR, AVSEEK_END, AVSEEK_SET, AVSEEK_SIZE } from "node-av/constants";
import { Codec, Dictionary, FFmpegError, FormatContext, InputFormat, IOContext, type Stream } from "node-av/lib";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import type { BlockReader } from "./block-reader.ts";
import { DecoderRefusal } from "./decoder-protocol.ts";
import { endOfTags } from "./end-of-tags.ts";
import { refuseCutOff } from "./refuse-cut-off.ts";
import { describeImpostor, sniffContainer, SNIFF_BYTES, type ContainerName } from "./sniff-container.ts";

export interface OpenContainer {
  readonly format: FormatContext;
  readonly audio: Stream;
  /** Length at 16 kHz by the file's own account; null when it tells none that is worth believing. */
  readonly declaredSamples: number | null;
  /** Whether decoding must reach the end of the last frame and of the stream's duration: else the file is cut off. */
  readonly mustReachEnd: boolean;
}

interface OpenOptions {
  /** The recording still arrives: that its end is missing says nothing. */
  readonly growing?: boolean;
}

const IO_BUFFER_BYTES = 64 * 1024;

/** These hold their length or their last timestamp; the demuxers of others only guess it from the bit rate. */
const TELLS_DURATION: ReadonlySet<ContainerName> = new Set(["mov", "matroska", "flac", "ogg"]);
const CONSTANT_RATE: ReadonlySet<ContainerName> = new Set(["wav", "w64", "aiff", "caf", "au"]);

/** Recognizes the container and reads its headers. Throws `audio_unreadable` or `audio_without_sound`. */
export function openContainer(reader: BlockReader, { growing = false }: OpenOptions = {}): OpenContainer {
  const name = recognize(reader);
  if (!growing) refuseCutOff(name, reader);
  const format = new FormatContext();
  format.allocContext();
  format.pb = openInput(reader);
  // Nothing but audio decoders may touch the bytes: video is where most of FFmpeg's hostile surface lies.
  const options = Dictionary.fromObject({ codec_whitelist: audioDecoders().join(",") });
  const opened = format.openInputSync("", InputFormat.findInputFormat(name), options);
  if (opened < 0) throw unreadable(`the ${name} header is damaged (${FFmpegError.strerror(opened)})`);
  for (const stream of format.streams) {
    if (stream.codecpar.codecType !== AVMEDIA_TYPE_AUDIO) stream.discard = AVDISCARD_ALL;
  }
  // A failure here is not final: streams that could not be analysed may still decode.
  format.findStreamInfoSync(null);
  const index = format.findBestStream(AVMEDIA_TYPE_AUDIO);
  const audio = format.streams[index];
  if (audio === undefined) throw new DecoderRefusal("audio_without_sound", "the file contains no audio track");
  return {
    format,
    audio,
    declaredSamples: declaredSamples(name, format, audio, reader.sizeBytes),
    // Only the frames of FLAC tell their place and break when a byte is missing.
    mustReachEnd: name === "flac" && !growing,
  };
}

function recognize(reader: BlockReader): ContainerName {
  if (reader.sizeBytes === 0) throw unreadable("the file is empty");
  const head = reader.readFully(endOfTags(reader), SNIFF_BYTES);
  const name = sniffContainer(head);
  if (name !== null) return name;
  const impostor = describeImpostor(head);
  throw unreadable(impostor === null ? "the file is in no known audio format" : `the file is ${impostor}, not audio`);
}

function openInput(reader: BlockReader): IOContext {
  let position = 0;
  const io = new IOContext();
  const read = (size: number) => {
    const bytes = reader.read(position, size);
    position += bytes.length;
    return bytes.length === 0 ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  };
  const seek = (offset: bigint, whence: number) => {
    if (whence === AVSEEK_SIZE) return BigInt(reader.sizeBytes);
    const base = { [AVSEEK_SET]: 0, [AVSEEK_CUR]: position, [AVSEEK_END]: reader.sizeBytes }[whence];
    const target = base === undefined ? -1 : base + Number(offset);
    if (target < 0) return -1;
    position = target;
    return BigInt(position);
  };
  io.allocContextWithCallbacks(IO_BUFFER_BYTES, 0, read, null, seek);
  return io;
}

function audioDecoders(): string[] {
  return Codec.getCodecList()
    .filter((codec) => codec.isDecoder() && codec.type === AVMEDIA_TYPE_AUDIO)
    .flatMap((codec) => codec.name ?? []);
}

function declaredSamples(name: ContainerName, format: FormatContext, audio: Stream, sizeBytes: number): number | null {
  const seconds = Number(format.duration) / 1e6;
  if (seconds <= 0) return null;
  if (TELLS_DURATION.has(name)) return Math.round(seconds * SAMPLE_RATE);
  if (!CONSTANT_RATE.has(name) || audio.codecpar.bitRate <= 0n) return null;
  // A recorder that never came back to fix its header claims more than the file can hold.
  const heldSeconds = (sizeBytes * 8) / Number(audio.codecpar.bitRate);
  return Math.round(Math.min(seconds, heldSeconds) * SAMPLE_RATE);
}

function unreadable(detail: string): DecoderRefusal {
  return new DecoderRefusal("audio_unreadable", detail);
}
