import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { test } from "vitest";
import { followTranscription } from "./follow-transcription.ts";

const DONE = {
  id: "j",
  status: "completed",
  text: "one two",
  duration_seconds: 1,
  detected_language: "en",
  progress: 1,
  error: null,
  segments: [],
};

async function serve(
  onTestFinished: (cleanUp: () => void) => void,
  listener: RequestListener,
): Promise<{ url: string; apiKey: string }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`, apiKey: "k" };
}

const event = (name: string, id: number, data: unknown) =>
  `id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

test("a broken stream is resumed after the last event, each token is told once", async ({ expect, onTestFinished }) => {
  const resumedAfter: unknown[] = [];
  const access = await serve(onTestFinished, (request, response) => {
    resumedAfter.push(request.headers["last-event-id"]);
    response.setHeader("content-type", "text/event-stream");
    if (resumedAfter.length === 1) {
      response.write(event("token", 7, { text: "one" }), () => response.destroy());
    } else {
      response.end(event("token", 8, { text: " two" }) + event("done", 9, DONE));
    }
  });
  const tokens: string[] = [];
  const followers = { onToken: (text: string) => tokens.push(text), onUpdate: () => {} };
  expect(await followTranscription(access, "j", followers)).toEqual(DONE);
  expect(tokens).toEqual(["one", " two"]);
  expect(resumedAfter).toEqual([undefined, "7"]);
});

test("a stream with nothing left to say ends in the stored transcription", async ({ expect, onTestFinished }) => {
  const access = await serve(onTestFinished, (request, response) => {
    if (request.url?.endsWith("/stream")) response.writeHead(204).end();
    else response.end(JSON.stringify(DONE));
  });
  expect(await followTranscription(access, "j", { onToken: () => {}, onUpdate: () => {} })).toEqual(DONE);
});

test("a refused stream is not tried again", async ({ expect, onTestFinished }) => {
  const access = await serve(onTestFinished, (_, response) => response.writeHead(404).end("gone"));
  await expect(followTranscription(access, "j", { onToken: () => {}, onUpdate: () => {} })).rejects.toThrow("404");
});
