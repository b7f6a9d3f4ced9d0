import { createMiddleware } from "hono/factory";
import type { AppEnv } from "./app-env.ts";

/** Bytes made text at a stretch; base64 joins without a seam where a stretch is of whole triples. */
const STRETCH_BYTES = 3 * 8_192;

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
      const end = bytes.byteLength - (bytes.byteLength % 3);
      controller.enqueue(encoder.encode(toBase64(bytes.subarray(0, end))));
      rest = bytes.slice(end);
    },
    flush: (controller) => controller.enqueue(encoder.encode(toBase64(rest) + tail)),
  });
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.byteLength; start += STRETCH_BYTES) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + STRETCH_BYTES)));
  }
  return text;
}
