import { Hono } from "hono";
import { test } from "vitest";
import type { AppEnv } from "./app-env.ts";
import { fillBase64 } from "./fill-base64.ts";

const BYTES = Uint8Array.from({ length: 100_001 }, (_, n) => n * 7);

function appThatGives(pieces: readonly Uint8Array[]) {
  const app = new Hono<AppEnv>();
  app.get("/", fillBase64, (c) => {
    const mark = crypto.randomUUID();
    const bytes = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        controller.close();
      },
    });
    c.set("base64", { mark, bytes });
    return c.json({ before: "é", data: mark, after: [1] }, 201);
  });
  app.get("/plain", fillBase64, (c) => c.json({ data: "none" }));
  return app;
}

test.for([{ cuts: [] }, { cuts: [1] }, { cuts: [1, 2, 3, 4, 9] }, { cuts: [0, 50_000, 50_000, 99_999] }])(
  "a stream in pieces cut at $cuts is one base64 inside the JSON",
  async ({ cuts }, { expect }) => {
    const edges = [0, ...cuts, BYTES.byteLength];
    const pieces = edges.slice(1).map((end, n) => BYTES.subarray(edges[n], end));
    const response = await appThatGives(pieces).request("/");
    expect([response.status, response.headers.get("content-type")]).toEqual([201, "application/json"]);
    const { before, data, after } = await response.json<{ before: string; data: string; after: number[] }>();
    expect([before, after]).toEqual(["é", [1]]);
    expect(Uint8Array.fromBase64(data)).toEqual(BYTES);
  },
);

test("an empty stream is an empty text", async ({ expect }) => {
  expect(await (await appThatGives([]).request("/")).json()).toEqual({ before: "é", data: "", after: [1] });
});

test("an answer without a stream is left as it is", async ({ expect }) => {
  expect(await (await appThatGives([]).request("/plain")).json()).toEqual({ data: "none" });
});
