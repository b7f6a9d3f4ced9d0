import { test } from "vitest";
import { parseStartFlags } from "./parse-start-flags.ts";

test("without flags the stack runs one node on port 8787 with its data in .voxedge", ({ expect }) => {
  expect(parseStartFlags([])).toEqual({
    port: 8787,
    dataDir: ".voxedge",
    nodes: 1,
    readyFile: undefined,
    configFile: undefined,
  });
});

test("every flag is read", ({ expect }) => {
  const args = ["--port", "0", "--data=d", "--nodes", "3", "--ready-file", "r", "--config", "c"];
  expect(parseStartFlags(args)).toEqual({ port: 0, dataDir: "d", nodes: 3, readyFile: "r", configFile: "c" });
});

test.for([["--bogus"], ["stray"], ["--port", "65536"], ["--port", "-1"], ["--port", "80.5"], ["--nodes", "many"]])(
  "%j is refused in one line",
  (args, { expect }) => {
    expect(() => parseStartFlags(args)).toThrow(/^[^\n]+$/);
  },
);
