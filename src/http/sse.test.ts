import { createParser } from "eventsource-parser";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { test } from "vitest";
import { sseComment, sseEvent, sseRetry } from "./sse.ts";

function parse(stream: string) {
  const events: { id: string | undefined; event: string | undefined; data: string }[] = [];
  const comments: string[] = [];
  let retryMs: number | undefined;
  const parser = createParser({
    onEvent: ({ id, event, data }) => events.push({ id, event, data }),
    onComment: (comment) => comments.push(comment),
    onRetry: (interval) => (retryMs = interval),
  });
  parser.feed(stream);
  return { events, comments, retryMs };
}

test("any data arrives as it was sent, its line breaks as LF", ({ expect }) => {
  assert(
    property(array(oneof(string({ unit: "grapheme" }), constantFrom("\r\n", "\n", "\r"))), (parts) => {
      const data = parts.join("");
      const { events } = parse(sseEvent({ event: "update", id: "7", data }));
      expect(events).toEqual([{ id: "7", event: "update", data: data.replaceAll(/\r\n|\r/g, "\n") }]);
    }),
  );
});

test("an event without an id leaves the client's last id alone", ({ expect }) => {
  expect(sseEvent({ event: "update", data: "x" })).toBe("event: update\ndata: x\n\n");
});

test("a line break in the name or the id is refused", ({ expect }) => {
  expect(() => sseEvent({ event: "a\ndata: b", data: "" })).toThrow(RangeError);
  expect(() => sseEvent({ event: "a", id: "1\r2", data: "" })).toThrow(RangeError);
});

test("comments and the retry time are no events", ({ expect }) => {
  expect(parse(sseRetry(1500) + sseComment("keep-alive"))).toEqual({
    events: [],
    comments: ["keep-alive"],
    retryMs: 1500,
  });
});
