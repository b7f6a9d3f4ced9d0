import { describe, test } from "vitest";
import { parseReport } from "./parse-report.ts";

const media = { channels: 2, sampleRate: 44_100 };
const planes = [new Int16Array(3), new Int16Array(3)];

test("takes samples as they come", ({ expect }) => {
  expect(parseReport({ type: "samples", media, planes })).toEqual({ type: "samples", media, planes });
});

describe("refuses as nonsense", () => {
  test.for([
    ["another number of channels", { type: "samples", media, planes: [new Int16Array(3)] }],
    ["channels of different lengths", { type: "samples", media, planes: [new Int16Array(3), new Int16Array(2)] }],
    ["no samples", { type: "samples", media, planes: [new Int16Array(0), new Int16Array(0)] }],
    ["bytes", { type: "samples", media, planes: [new Uint8Array(3), new Uint8Array(3)] }],
    ["33 channels", { type: "samples", media: { channels: 33, sampleRate: 1 }, planes: Array(33).fill(planes[0]) }],
    ["unknown words", { type: "hello" }],
  ] as const)("%s", ([, message], { expect }) => {
    expect(() => parseReport(message)).toThrow("the decoder spoke nonsense");
  });
});
