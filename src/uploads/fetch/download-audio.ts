import { SpeechFault } from "../../contract/faults.ts";
import type { AudioSource, FetchOrder } from "../../contract/job.ts";
import type { Transfer } from "../../jobs/job-record.ts";
import { sniffAudio } from "../sniff-audio.ts";
import { UNKNOWN_TYPE } from "../unknown-type.ts";
import { isHtml, looksLikeHtml } from "./is-html.ts";
import { openUri } from "./open-uri.ts";
import { readParts } from "./read-parts.ts";
import { PART_BYTES, storeParts } from "./store-parts.ts";

/** Statuses that do not say no, only not now. */
const NOT_NOW = new Set([408, 425, 429]);

interface Download {
  readonly order: FetchOrder;
  readonly maxBytes: number;
  /** Ends whatever is open. */
  readonly signal: AbortSignal;
  /** Told of every step. */
  readonly onTransfer: (transfer: Transfer) => void;
}

/**
 * Brings a recording from its URI into the bucket, unless it lies there already. Faults: `uri_refused`,
 * `uri_unreachable`, `upload_too_large`, `upload_empty`; also throws what openUri and the bucket throw.
 */
export async function downloadAudio(env: Env, { order, maxBytes, signal, onTransfer }: Download): Promise<AudioSource> {
  const bucket = env.AUDIO;
  const { objectKey } = order;
  const earlier = await bucket.head(objectKey);
  if (earlier !== null) return sourceOf(earlier);

  const response = await openUri(env, order.uri, { headers: { accept: "*/*", "user-agent": "voxedge" }, signal });
  refuseStatus(response);
  const totalBytes = announcedBytes(response);
  refuseOver(maxBytes, totalBytes ?? 0);
  onTransfer({ receivedBytes: 0, totalBytes });

  let receivedBytes = 0;
  const parts = readParts(response, PART_BYTES, (count) => {
    receivedBytes += count;
    refuseOver(maxBytes, receivedBytes);
    onTransfer({ receivedBytes, totalBytes });
  });
  const { value: first } = await parts.next();
  if (first === undefined) throw new SpeechFault("upload_empty", "the audio URI leads to an empty file");
  if (looksLikeHtml(first))
    throw new SpeechFault("uri_refused", "the audio URI leads to a web page, not to a recording");
  const contentType = kindOf(response) ?? sniffAudio(first) ?? order.contentType ?? UNKNOWN_TYPE;
  return sourceOf(await storeParts({ bucket, objectKey, contentType }, first, parts));
}

function refuseStatus({ ok, status }: Response): void {
  if (ok) return;
  const isLater = status >= 500 || NOT_NOW.has(status);
  throw new SpeechFault(isLater ? "uri_unreachable" : "uri_refused", `the server of the audio URI answers ${status}`);
}

function refuseOver(maxBytes: number, bytes: number): void {
  if (bytes <= maxBytes) return;
  throw new SpeechFault("upload_too_large", `the audio is larger than ${maxBytes} bytes`, { context: { maxBytes } });
}

/** Of a compressed body only the compressed length is known. */
function announcedBytes({ headers }: Response): number | null {
  const length = headers.get("content-length");
  return length === null || headers.has("content-encoding") ? null : Number(length);
}

/** The MIME type that a server gives, without parameters; undefined for one that tells nothing of audio. */
function kindOf(response: Response): string | undefined {
  const type = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const tellsNothing = type === UNKNOWN_TYPE || isHtml(response) || !/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/.test(type);
  return tellsNothing ? undefined : type;
}

function sourceOf({ key, etag, size, httpMetadata }: R2Object): AudioSource {
  const contentType = httpMetadata?.contentType ?? UNKNOWN_TYPE;
  return { objectKey: key, etag, sizeBytes: size, sha256: null, contentType };
}
