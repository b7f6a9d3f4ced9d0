import { encodeBody } from "./message-body.ts";
import type { SentMessage } from "./pull-queue.ts";

/** Cloudflare's limit on one message: 128 KB of 1000 bytes, of which about 100 bytes are metadata. */
const MAX_MESSAGE_BYTES = 128_000 - 100;
const MAX_DELAY_SECONDS = 86_400;

/** Throws TypeError or RangeError on what Cloudflare's queues refuse. */
export function toSentMessage(body: unknown, contentType?: string, delaySeconds = 0): SentMessage {
  const wire = encodeBody(body, contentType);
  if (wire.sizeBytes > MAX_MESSAGE_BYTES) {
    throw new RangeError(`a message of ${wire.sizeBytes} bytes exceeds the limit of ${MAX_MESSAGE_BYTES}`);
  }
  if (!(delaySeconds >= 0 && delaySeconds <= MAX_DELAY_SECONDS)) {
    throw new RangeError(`a delay of ${delaySeconds} s is not between 0 and ${MAX_DELAY_SECONDS}`);
  }
  return { ...wire, delayMs: delaySeconds * 1000 };
}
