import {
  AVERROR_EAGAIN,
  AVERROR_INVALIDDATA,
  AVMEDIA_TYPE_AUDIO,
  AVSEEK_CUR,
  AVSEEK_END,
  AVSEEK_SIZE,
} from "node-av/constants";
import { Codec, CodecContext, Dictionary, FormatContext, Frame, InputFormat, IOContext, Packet, type Stream } from "node-av/lib";
import { SpeechFault } from "../../src/contract/faults.ts";
