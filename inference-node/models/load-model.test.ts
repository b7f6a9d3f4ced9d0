import { createHash } from "node:crypto";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "vitest";
import { RECOGNITION_MODELS } from "../../src/contract/models.ts";
import { loadFolder, loadModel } from "./load-model.ts";
import { EMBEDDED_FOLDER, ModelManifest } from "./registry.ts";

async function modelsFolder(onTestFinished: TestContext["onTestFinished"]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "models-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A models folder that holds the embedded model under the name of the contract's first model. */
async function suppliedModel(onTestFinished: TestContext["onTestFinished"]) {
  const models = await modelsFolder(onTestFinished);
  const folder = join(models, RECOGNITION_MODELS[0]);
  await mkdir(folder);
  const { network, pieces, lexicon } = ModelManifest.parse(
    JSON.parse(await readFile(join(EMBEDDED_FOLDER, "model.json"), "utf8")),
  );
  for (const file of ["model.json", network.file, pieces.file, ...(lexicon ? [lexicon.file] : [])]) {
    await copyFile(join(EMBEDDED_FOLDER, file), join(folder, file));
  }
  return { models, folder };
}

test("answers for every name of the contract with the embedded model", async ({ expect }) => {
  for (const name of RECOGNITION_MODELS) {
    expect(await loadModel(name)).toMatchObject({ name: "en-ctc", languages: ["en"], frameSamples: 640 });
  }
});

test("keeps the embedded model under its size limit, with the blank after the last piece", async ({ expect }) => {
  const model = await loadModel(RECOGNITION_MODELS[0]);
  expect((await readFile(model.networkPath)).length).toBeLessThanOrEqual(12_000_000);
  expect(model.blankIndex).toBe(model.pieces.length);
});

test("prefers the operator's files of that name and leaves other names to the embedded model", async ({
  expect,
  onTestFinished,
}) => {
  const { models, folder } = await suppliedModel(onTestFinished);
  const [supplied, other] = RECOGNITION_MODELS;
  expect((await loadModel(supplied, models)).networkPath).toBe(join(folder, "en-ctc.onnx"));
  expect((await loadModel(other, models)).networkPath).toBe(join(EMBEDDED_FOLDER, "en-ctc.onnx"));
});

test("refuses an altered file and names it", async ({ expect, onTestFinished }) => {
  const { folder } = await suppliedModel(onTestFinished);
  await writeFile(join(folder, "pieces.txt"), "▁other\n");
  await expect(loadFolder(folder)).rejects.toThrow(
    /pieces\.txt is altered: its SHA-256 is [0-9a-f]{64}, model\.json pins/,
  );
});

test("takes a lexicon when the description names one, and holds it to its pin", async ({ expect, onTestFinished }) => {
  const { folder } = await suppliedModel(onTestFinished);
  const description = JSON.parse(await readFile(join(folder, "model.json"), "utf8"));
  const describe = (lexicon?: object) =>
    writeFile(join(folder, "model.json"), JSON.stringify({ ...description, lexicon }));
  await writeFile(join(folder, "words.bin"), "words");
  await describe({ file: "words.bin", sha256: createHash("sha256").update("words").digest("hex") });
  expect((await loadFolder(folder)).lexiconPath).toBe(join(folder, "words.bin"));
  await describe({ file: "words.bin", sha256: "0".repeat(64) });
  await expect(loadFolder(folder)).rejects.toThrow(/words\.bin is altered/);
  await describe();
  expect((await loadFolder(folder)).lexiconPath).toBeUndefined();
});

test("refuses a missing file and names it", async ({ expect, onTestFinished }) => {
  const { folder } = await suppliedModel(onTestFinished);
  await rm(join(folder, "en-ctc.onnx"));
  await expect(loadFolder(folder)).rejects.toThrow(/en-ctc\.onnx cannot be read$/);
});

test("refuses a malformed description in one line", async ({ expect, onTestFinished }) => {
  const { folder } = await suppliedModel(onTestFinished);
  await writeFile(join(folder, "model.json"), JSON.stringify({ name: "x", sampleRate: 8_000 }));
  await expect(loadFolder(folder)).rejects.toThrow(/^model file .*model\.json is malformed: .*sampleRate.*$/);
  await writeFile(join(folder, "model.json"), "{");
  await expect(loadFolder(folder)).rejects.toThrow(/model\.json is malformed: it is not JSON$/);
});
