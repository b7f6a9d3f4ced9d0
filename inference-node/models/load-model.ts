import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import type { RECOGNITION_MODELS } from "../../src/contract/models.ts";
import { EMBEDDED_FOLDER, ModelManifest } from "./registry.ts";

type RecognitionModel = (typeof RECOGNITION_MODELS)[number];

/** A model whose files were found and match their pins. */
export const CtcModel = z.object({
  name: z.string(),
  languages: z.array(z.string()),
  networkPath: z.string(),
  /** Text of each vocabulary entry; the blank may be missing. */
  pieces: z.array(z.string()),
  blankIndex: z.int().nonnegative(),
  frameSamples: z.int().positive(),
  lexiconPath: z.string().optional(),
});
export type CtcModel = z.infer<typeof CtcModel>;

/**
 * The model that answers for a name of the contract: the operator's `modelsFolder/NAME` when it exists, else the embedded
 * one. Throws an Error of one line when a file is missing, malformed or altered.
 */
export async function loadModel(name: RecognitionModel, modelsFolder?: string): Promise<CtcModel> {
  const supplied = modelsFolder === undefined ? undefined : join(modelsFolder, name);
  return loadFolder(supplied !== undefined && existsSync(supplied) ? supplied : EMBEDDED_FOLDER);
}

/** Checks and reads one model folder. */
export async function loadFolder(folder: string): Promise<CtcModel> {
  const manifest = await readManifest(join(folder, "model.json"));
  const networkPath = await checkPin(folder, manifest.network);
  const piecesPath = await checkPin(folder, manifest.pieces);
  const lexiconPath = manifest.lexicon && (await checkPin(folder, manifest.lexicon));
  return {
    name: manifest.name,
    languages: manifest.languages,
    networkPath,
    pieces: parsePieces(await readFile(piecesPath, "utf8")),
    blankIndex: manifest.blankIndex,
    frameSamples: manifest.frameSamples,
    lexiconPath,
  };
}

async function readManifest(path: string): Promise<ModelManifest> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new Error(`model file ${path} cannot be read`, { cause });
  });
  try {
    return ModelManifest.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll("\n", " ") : "it is not JSON";
    throw new Error(`model file ${path} is malformed: ${reason}`, { cause });
  }
}

async function checkPin(folder: string, pin: ModelManifest["network"]): Promise<string> {
  const path = join(folder, pin.file);
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw new Error(`model file ${path} cannot be read`, { cause });
  });
  const sum = hash.digest("hex");
  if (sum !== pin.sha256) {
    throw new Error(`model file ${path} is altered: its SHA-256 is ${sum}, model.json pins ${pin.sha256}`);
  }
  return path;
}

function parsePieces(text: string): string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.split(" ", 1)[0] ?? "");
}
