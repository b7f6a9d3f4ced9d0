import { SpeechFault } from "../contract/faults.ts";

/** `data:[<type>][;<parameter>]*;base64,` (RFC 2397); of a type with parameters the type alone is kept. */
const DATA_URL = /^\s*data:([\w.+-]+\/[\w.+-]+)?(?:;[^;,]*)*;base64,/i;
/** The longest head of a data URL that is looked at. */
const LONGEST_HEAD = 500;

export interface DecodedAudio {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As a data URL names it. */
  readonly contentType: string | undefined;
}

/**
 * The bytes of base64 in the standard alphabet, also without padding, with white space in it, or as a data URL. Faults:
 * `audio_not_given` when there are none, `audio_not_base64`.
 */
export function decodeBase64(text: string): DecodedAudio {
  const [head = "", contentType] = DATA_URL.exec(text.slice(0, LONGEST_HEAD)) ?? [];
  const bytes = decode(text.slice(head.length));
  if (bytes.byteLength === 0) throw new SpeechFault("audio_not_given");
  return { bytes, contentType: contentType?.toLowerCase() };
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(base64);
  } catch (cause) {
    throw new SpeechFault("audio_not_base64", undefined, { cause });
  }
}
