/** Content types that a pull consumer can read; `v8` needs a Worker to decode it. */
const PULLABLE_TYPES = ["json", "text", "bytes"] as const;
export type PullableType = (typeof PULLABLE_TYPES)[number];

/** A body as the pull protocol carries it: base64 for `json` and `bytes`, plain for `text`. */
export interface WireBody {
  readonly body: string;
  readonly contentType: PullableType;
  readonly sizeBytes: number;
}

/** Throws TypeError when the value does not fit the content type. */
export function encodeBody(value: unknown, contentType: string = "json"): WireBody {
  switch (contentType) {
    case "json": {
      const json = new TextEncoder().encode(JSON.stringify(value));
      return { body: toBase64(json), contentType, sizeBytes: json.byteLength };
    }
    case "text": {
      if (typeof value !== "string") throw new TypeError("the body of a text message must be a string");
      return { body: value, contentType, sizeBytes: new TextEncoder().encode(value).byteLength };
    }
    case "bytes": {
      const bytes = toBytes(value);
      return { body: toBase64(bytes), contentType, sizeBytes: bytes.byteLength };
    }
    default:
      throw new TypeError(`a pull consumer cannot read messages of content type ${contentType}`);
  }
}

/** The value that {@link encodeBody} was given. */
export function decodeBody(body: string, contentType: PullableType): unknown {
  if (contentType === "text") return body;
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  return contentType === "bytes" ? bytes : JSON.parse(new TextDecoder().decode(bytes));
}

function toBytes(value: unknown): Uint8Array {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  throw new TypeError("the body of a bytes message must be an ArrayBuffer or a view of one");
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
