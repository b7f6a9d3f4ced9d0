import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "vitest";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { sileroFile } from "../testing/silero-file.ts";
import { openDetectors } from "./open-detectors.ts";
import { splitRecording } from "../split/split-recording.ts";
import { collect, inBlocks } from "../testing/test-audio.ts";

async function folderWith(
  onTestFinished: TestContext["onTestFinished"],
  files: Readonly<Record<string, Uint8Array>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "vad-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  return folder;
}

/** Ten seconds of silence with a hum from the third to the sixth, which no other detector takes for speech. */
const HUMMING = Int16Array.from({ length: 10 * SAMPLE_RATE }, (_, at) => {
  const sounds = at >= 3 * SAMPLE_RATE && at < 6 * SAMPLE_RATE;
  return sounds ? 12_000 * Math.sin((2 * Math.PI * 100 * at) / SAMPLE_RATE) : 0;
});

test("uses WebRTC's detector where the operator supplies nothing", async ({ expect, onTestFinished }) => {
  const modelsFolder = await folderWith(onTestFinished, { "other.onnx": sileroFile("v5") });
  for (const settings of [{}, { modelsFolder }]) {
    const detectors = await openDetectors({ ...settings, environment: {} });
    expect(detectors.name).toBe("fvad");
    await detectors.close();
  }
});

test.for(["v5", "legacy"] as const)(
  "cuts a recording where a network of the %s kind hears speech",
  async (version, { expect, onTestFinished }) => {
    const folder = await folderWith(onTestFinished, { "vad.onnx": sileroFile(version) });
    const detectors = await openDetectors({ vadFile: join(folder, "vad.onnx"), environment: {} });
    onTestFinished(() => detectors.close());
    const parts = await collect(splitRecording(inBlocks([HUMMING], SAMPLE_RATE), detectors.open));
    expect(parts.map(({ span }) => span.speech)).toEqual([false, true, false]);
    const [start = 0, end = 0] = [parts[1]?.span.startSample, parts[1]?.span.endSample];
    // Speech is padded by 240 ms, and may last as long as the network remembers it.
    expect(start / SAMPLE_RATE).toBeCloseTo(3 - 0.24, 1);
    expect(end / SAMPLE_RATE).toBeGreaterThan(6);
    expect(end / SAMPLE_RATE).toBeLessThan(6.5);
    const [again, odd] = await Promise.all([
      collect(splitRecording(inBlocks([HUMMING], SAMPLE_RATE), detectors.open)),
      collect(splitRecording(inBlocks([HUMMING], 4321), detectors.open)),
    ]);
    expect(again).toEqual(parts);
    expect(odd).toEqual(parts);
  },
);

test("finds silero_vad.onnx in the models folder by itself, and prefers the file that is named", async ({
  expect,
  onTestFinished,
}) => {
  const modelsFolder = await folderWith(onTestFinished, { "silero_vad.onnx": sileroFile("v5") });
  const found = await openDetectors({ modelsFolder, environment: {} });
  expect(found.name).toBe("silero");
  await found.close();
  const naming = openDetectors({ modelsFolder, vadFile: join(modelsFolder, "missing.onnx"), environment: {} });
  await expect(naming).rejects.toThrow(/missing\.onnx cannot be used: /);
});

test("refuses a file that is no such network in one line", async ({ expect, onTestFinished }) => {
  const folder = await folderWith(onTestFinished, { "vad.onnx": Buffer.from("text") });
  await mkdir(join(folder, "folder.onnx"));
  for (const name of ["vad.onnx", "missing.onnx", "folder.onnx"]) {
    const opening = openDetectors({ vadFile: join(folder, name), environment: {} });
    await expect(opening).rejects.toThrow(/^voice activity model \S+ cannot be used: .+$/);
  }
});
