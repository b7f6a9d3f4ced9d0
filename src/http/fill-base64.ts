import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** Puts a stream, in base64, where a handler left a mark in its JSON: it may be larger than the memory that there is. */
export const fillBase64 = createMiddleware<AppEnv>(async function fillBase64(c, next) {
  await next();
  const filling = c.get("base64");
  if (filling === undefined) return;
  const [head = "", tail = ""] = (await c.res.text()).split(filling.mark);
  c.res = new Response(filling.bytes.pipeThrough(between(head, tail)), c.res);
});

function between(head: string, tail: string): TransformStream<Uint8Array, Uint8Array> {
  const encoder = new TextEncoder();
  let rest = new Uint8Array();
  return new TransformStream({
    start: (controller) => controller.enqueue(encoder.encode(head)),
    transform(chunk, controller) {
      const bytes = new Uint8Array(rest.byteLength + chunk.byteLength);
      bytes.set(rest);
      bytes.set(chunk, rest.byteLength);
      // Base64 joins without a seam where a piece is of whole triples.
      const end = bytes.byteLength - (bytes.byteLength % 3);
      controller.enqueue(encoder.encode(bytes.subarray(0, end).toBase64()));
      rest = bytes.slice(end);
    },
    flush: (controller) => controller.enqueue(encoder.encode(rest.toBase64() + tail)),
  });
}
