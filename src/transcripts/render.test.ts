import { test } from "vitest";
import { renderSrt } from "./render-srt.ts";
import { renderText } from "./render-text.ts";
import { renderVtt } from "./render-vtt.ts";

const SECOND = 16_000;
const SEGMENTS = [
  { startSample: 3661.5 * SECOND, endSample: 3662 * SECOND, text: " second --> & <last>\n\nline" },
  { startSample: 0, endSample: 1.25 * SECOND, text: "First." },
  { startSample: 2 * SECOND, endSample: 3 * SECOND, text: "  " },
];

test("subtitles are numbered in order of time, without the silent", ({ expect }) => {
  expect(renderSrt(SEGMENTS)).toBe(
    "1\n00:00:00,000 --> 00:00:01,250\nFirst.\n\n2\n01:01:01,500 --> 01:01:02,000\nsecond → & <last> line\n\n",
  );
});

test("WebVTT escapes what it would read as markup", ({ expect }) => {
  expect(renderVtt(SEGMENTS)).toBe(
    "WEBVTT\n\n00:00:00.000 --> 00:00:01.250\nFirst.\n\n" +
      "01:01:01.500 --> 01:01:02.000\nsecond --&gt; &amp; &lt;last&gt; line\n\n",
  );
});

test("plain text has a line per segment", ({ expect }) => {
  expect(renderText(SEGMENTS)).toBe("First.\nsecond --> & <last> line\n");
});

test("nothing said gives empty files in their form", ({ expect }) => {
  expect([renderSrt([]), renderVtt([]), renderText([])]).toEqual(["", "WEBVTT\n\n", ""]);
});

test("hours go beyond a day", ({ expect }) => {
  const segment = { startSample: 100 * 3600 * SECOND, endSample: 100 * 3600 * SECOND + 8, text: "late" };
  expect(renderSrt([segment])).toContain("100:00:00,000 --> 100:00:00,001");
});
