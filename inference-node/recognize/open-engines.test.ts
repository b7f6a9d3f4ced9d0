import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { RECOGNITION_MODELS } from "../../src/contract/models.ts";
import { openEngines } from "./open-engines.ts";

const SETTINGS = { device: "cpu", processes: 1, threads: 1, environment: {} } as const;

test("answers for every name of the contract, by one engine where the model is one", async ({ expect }) => {
  const node = await openEngines(SETTINGS);
  expect(node.names).toEqual(RECOGNITION_MODELS);
  expect(new Set(node.names.map((name) => node.engineFor(name))).size).toBe(1);
  expect(node.engineFor(RECOGNITION_MODELS[0]).model).toBe("en-ctc");
  expect(() => node.engineFor("unheard-of")).toThrow(/^engine_failed/);
  await node.close();
  expect(node.engines.flatMap((engine) => engine.pids)).toEqual([]);
});

test("refuses to start on a supplied model that cannot be read", async ({ expect, onTestFinished }) => {
  const modelsFolder = await mkdtemp(join(tmpdir(), "models-"));
  onTestFinished(() => rm(modelsFolder, { recursive: true }));
  await mkdir(join(modelsFolder, RECOGNITION_MODELS[1]));
  await expect(openEngines({ ...SETTINGS, modelsFolder })).rejects.toThrow(/model\.json cannot be read$/);
});
