import { test } from "vitest";
import { extentOf, parseByteRange } from "./byte-range.ts";

test.for([
  ["bytes=4-9", { offset: 4, length: 6 }],
  ["bytes=11-", { offset: 11, length: 5 }],
  ["bytes=11-999", { offset: 11, length: 5 }],
  ["bytes=-5", { offset: 11, length: 5 }],
  ["bytes=-99", { offset: 0, length: 16 }],
  ["bytes=16-", undefined],
  ["bytes=99-100", undefined],
  ["bytes=-0", undefined],
] as const)("%s of 16 bytes covers %j", ([header, extent], { expect }) => {
  const range = parseByteRange(header);
  if (range === undefined) throw new Error(`${header} is a range`);
  expect(extentOf(range, 16)).toEqual(extent);
});

test.for([undefined, "", "bytes=", "bytes=-", "bytes=9-4", "bytes=0-1,4-5", "items=0-1", "bytes=a-b"])(
  "%j asks for the whole",
  (header, { expect }) => {
    expect(parseByteRange(header)).toBeUndefined();
  },
);
