import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test, type TestContext } from "vitest";
import { onnxFile, type OnnxGraph } from "../testing/onnx-file.ts";
import { expectedProbabilities, sileroFile } from "../testing/silero-file.ts";
import { SileroEngine } from "./silero-engine.ts";
import { CONTEXT_SAMPLES, MEMORY_VALUES, WINDOW_SAMPLES } from "./silero-messages.ts";
import { joined } from "../testing/test-audio.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "silero-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function engineOf(
  onTestFinished: TestContext["onTestFinished"],
  file: Buffer,
  limits: { judgeLimitMs?: number } = {},
): Promise<SileroEngine> {
  const path = join(folder, "vad.onnx");
  await writeFile(path, file);
  const engine = new SileroEngine({ path, environment: {}, ...limits });
  onTestFinished(() => engine.close());
  return engine;
}

/** Noise that swells, so that no two windows are alike. */
function recording(windows: number): Int16Array {
  let state = 7;
  return Int16Array.from({ length: windows * WINDOW_SAMPLES }, (_, at) => {
    state = (state * 48_271) % 0x7fffffff;
    return (state / 0x7fffffff - 0.5) * at * 4;
  });
}

function withContext(samples: Int16Array): Int16Array {
  return joined([new Int16Array(CONTEXT_SAMPLES), samples]);
}

const BLANK = new Float32Array(MEMORY_VALUES);

describe.for(["v5", "legacy"] as const)("a network of the %s kind", (version) => {
  test("is given 16 kHz, its context and its memory", async ({ expect, onTestFinished }) => {
    const engine = await engineOf(onTestFinished, sileroFile(version));
    const samples = recording(8);
    const { probabilities } = await engine.judge(withContext(samples), BLANK);
    const expected = expectedProbabilities(version, samples);
    expect(Array.from(probabilities)).toEqual(expected.map((value) => expect.closeTo(value, 5)));
  });

  test("answers alike in stretches of any length, and from a blank memory anew", async ({ expect, onTestFinished }) => {
    const engine = await engineOf(onTestFinished, sileroFile(version));
    const heard = withContext(recording(8));
    const whole = await engine.judge(heard, BLANK);
    const cut = CONTEXT_SAMPLES + 3 * WINDOW_SAMPLES;
    const first = await engine.judge(heard.subarray(0, cut), BLANK);
    const second = await engine.judge(heard.subarray(cut - CONTEXT_SAMPLES), first.memory);
    expect([...first.probabilities, ...second.probabilities]).toEqual([...whole.probabilities]);
    expect(second.memory).toEqual(whole.memory);
    expect(await engine.judge(heard, BLANK)).toEqual(whole);
  });
});

test("keeps recordings apart that are judged at the same time", async ({ expect, onTestFinished }) => {
  const engine = await engineOf(onTestFinished, sileroFile("v5"));
  const [loud, quiet] = [withContext(recording(4)), withContext(recording(4).map((sample) => sample / 8))];
  const alone = [await engine.judge(loud, BLANK), await engine.judge(quiet, BLANK)];
  expect(await Promise.all([engine.judge(loud, BLANK), engine.judge(quiet, BLANK)])).toEqual(alone);
});

/** The signature of v5 with nothing behind it but the mean of the input; `changes` break it. */
function hollow(changes: Partial<OnnxGraph> = {}): Buffer {
  const state = (name: string) => ({ name, type: "float32", dims: [2, 1, 128] }) as const;
  return onnxFile({
    inputs: [
      { name: "input", type: "float32", dims: [1, 576] },
      state("state"),
      { name: "sr", type: "int64", dims: [1] },
    ],
    outputs: [{ name: "output", type: "float32", dims: [1, 1] }, state("stateN")],
    nodes: [
      { op: "ReduceMean", inputs: ["input"], outputs: ["output"], attributes: { axes: [1], keepdims: 1 } },
      { op: "Identity", inputs: ["state"], outputs: ["stateN"] },
    ],
    ...changes,
  });
}

const OTHER = [{ name: "x", type: "float32", dims: [1] }] as const;

test.for([
  ["no model", Buffer.from("not a network"), /Protobuf/],
  [
    "another network",
    onnxFile({
      inputs: OTHER,
      outputs: [{ ...OTHER[0], name: "y" }],
      nodes: [{ op: "Abs", inputs: ["x"], outputs: ["y"] }],
    }),
    /^it takes x; Silero takes input, sr and either state or h and c$/,
  ],
  [
    "a network that gives no next state",
    hollow({ outputs: [{ name: "output", type: "float32", dims: [1, 1] }] }),
    /^it gives no stateN of float32$/,
  ],
  [
    "a network that gives an answer for each sample",
    hollow({
      nodes: [
        { op: "Abs", inputs: ["input"], outputs: ["output"] },
        { op: "Identity", inputs: ["state"], outputs: ["stateN"] },
      ],
      outputs: [
        { name: "output", type: "float32", dims: [1, "samples"] },
        { name: "stateN", type: "float32", dims: [2, 1, 128] },
      ],
    }),
    /^its output is not one probability$/,
  ],
] as const)("refuses %s", async ([, file, reason], { expect, onTestFinished }) => {
  const engine = await engineOf(onTestFinished, file);
  const error: unknown = await engine.warm().catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: "engine_failed", cause: { message: expect.stringMatching(reason) } });
  expect(engine.pid).toBeUndefined();
});

test("takes a network that wants its sample rate as a list of one", async ({ expect, onTestFinished }) => {
  await expect((await engineOf(onTestFinished, hollow())).warm()).resolves.toBeUndefined();
});

test("fails as engine_failed when its process is killed or hangs, and works again", async ({
  expect,
  onTestFinished,
}) => {
  const engine = await engineOf(onTestFinished, sileroFile("v5"), { judgeLimitMs: 500 });
  const heard = withContext(recording(2));
  const before = await engine.judge(heard, BLANK);
  for (const signal of ["SIGKILL", "SIGSTOP"] as const) {
    process.kill(engine.pid ?? 0, signal);
    await expect(engine.judge(heard, BLANK)).rejects.toMatchObject({ code: "engine_failed" });
    expect(await engine.judge(heard, BLANK)).toEqual(before);
  }
});

test("leaves no process behind when it is closed", async ({ expect, onTestFinished }) => {
  const engine = await engineOf(onTestFinished, sileroFile("v5"));
  await engine.warm();
  const { pid = 0 } = engine;
  await engine.close();
  expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  await expect(engine.judge(withContext(recording(1)), BLANK)).rejects.toMatchObject({ code: "engine_failed" });
});
