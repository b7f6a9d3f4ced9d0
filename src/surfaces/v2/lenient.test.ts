import { test } from "vitest";
import { z } from "zod";
import { lenientBoolean, lenientNumber } from "./lenient.ts";

test.for([
  [true, true],
  ["TRUE", true],
  ["1", true],
  [1, true],
  ["on", true],
  [false, false],
  ["False", false],
  [0, false],
  ["no", false],
] as const)("%j is the boolean %j", ([given, meant], { expect }) => {
  expect(lenientBoolean().parse(given)).toBe(meant);
});

test.for(["", "maybe", " true", 2, null, [], {}, undefined])("%j is no boolean", (given, { expect }) => {
  expect(lenientBoolean().safeParse(given).success).toBe(false);
});

test.for([
  ["2", 2],
  [" 3.0 ", 3],
  ["1e2", 100],
  [7, 7],
] as const)("%j is the integer %j", ([given, meant], { expect }) => {
  expect(lenientNumber(z.int()).parse(given)).toBe(meant);
});

test.for(["", " ", "two", "0x10", "Infinity", "NaN", "1.5", "1e999", true, null, ["1"]])(
  "%j is no integer",
  (given, { expect }) => {
    expect(lenientNumber(z.int()).safeParse(given).success).toBe(false);
  },
);
