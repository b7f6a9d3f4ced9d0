import { createMiddleware } from "hono/factory";
import { HTTPException } from "hono/http-exception";
import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app-env.ts";

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Lets through JSON bodies of at most `maxBytes` in well-formed UTF-8. Decoding without this check would replace bad
 * bytes silently, and a name would be stored that nobody sent.
 */
export function guardBody(maxBytes: number): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async function boundBody(c, next) {
    const { body, headers } = c.req.raw;
    if (body !== null) {
      const isLengthTold = headers.has("content-length") && !headers.has("transfer-encoding");
      if (isLengthTold) refuseOver(maxBytes, Number(headers.get("content-length")));
      else c.req.raw = new Request(c.req.raw, { method: c.req.method, body: await readAtMost(body, maxBytes) });
      checkJson(await c.req.arrayBuffer(), headers.get("content-type"));
    }
    await next();
  });
}

/** The whole of a body whose length is not told in advance; what is too much is left unread. */
async function readAtMost(body: ReadableStream<Uint8Array<ArrayBuffer>>, maxBytes: number): Promise<Blob> {
  const reader = body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
      length += next.value.byteLength;
      refuseOver(maxBytes, length);
    }
  } finally {
    reader.releaseLock();
  }
  return new Blob(chunks);
}

function refuseOver(maxBytes: number, length: number): void {
  if (length <= maxBytes) return;
  throw new HTTPException(413, { message: `the request body is larger than ${maxBytes} bytes` });
}

function checkJson(bytes: ArrayBuffer, contentType: string | null): void {
  if (bytes.byteLength > 0 && !JSON_TYPE.test(contentType ?? "")) {
    throw new HTTPException(415, { message: "the content-type must be application/json" });
  }
  if (!isUtf8(bytes)) throw new HTTPException(400, { message: "the request body is not valid UTF-8" });
}

function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
