import { existsSync } from "node:fs";
import { join } from "node:path";
import { openFvadDetector } from "./fvad-detector.ts";
import { SileroDetector } from "./silero-detector.ts";
import { SileroEngine } from "./silero-engine.ts";
import type { SpeechDetector } from "./speech-detector.ts";

/** Taken from the models folder when it lies there and no other file is named. */
const USUAL_FILE = "silero_vad.onnx";

interface DetectorsSettings {
  /** Silero's network as an ONNX file. */
  readonly vadFile?: string | undefined;
  readonly modelsFolder?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How this node finds speech. */
export interface Detectors {
  readonly name: "silero" | "fvad";
  /** A detector for one recording. */
  readonly open: () => Promise<SpeechDetector>;
  readonly close: () => Promise<void>;
}

/** Silero where the operator supplies it, else WebRTC's detector. Rejects with one clear line when the file is no Silero. */
export async function openDetectors({ vadFile, modelsFolder, environment }: DetectorsSettings): Promise<Detectors> {
  const path = vadFile ?? usualFile(modelsFolder);
  if (path === undefined) return { name: "fvad", open: openFvadDetector, close: async () => {} };
  const engine = new SileroEngine({ path, environment });
  try {
    await engine.warm();
  } catch (error) {
    throw new Error(`voice activity model ${path} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
  return { name: "silero", open: async () => new SileroDetector(engine), close: () => engine.close() };
}

function usualFile(modelsFolder: string | undefined): string | undefined {
  if (modelsFolder === undefined) return undefined;
  const path = join(modelsFolder, USUAL_FILE);
  return existsSync(path) ? path : undefined;
}

/** What the process told is the cause of a fault, which speaks to clients. */
function reasonOf(error: unknown): string {
  const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return told instanceof Error ? told.message : String(told);
}
