import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
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
  const limit = bodyLimit({
    maxSize: maxBytes,
    onError() {
      throw new HTTPException(413, { message: `the request body is larger than ${maxBytes} bytes` });
    },
  });
  return every(limit, requireJson);
}

const requireJson = createMiddleware<AppEnv>(async function requireJson(c, next) {
  if (c.req.raw.body !== null) {
    const bytes = await c.req.arrayBuffer();
    if (bytes.byteLength > 0 && !JSON_TYPE.test(c.req.header("content-type") ?? "")) {
      throw new HTTPException(415, { message: "the content-type must be application/json" });
    }
    if (!isUtf8(bytes)) throw new HTTPException(400, { message: "the request body is not valid UTF-8" });
  }
  await next();
});

function isUtf8(bytes: ArrayBuffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
