import { SpeechFault } from "../../src/contract/faults.ts";
import { RECOGNITION_MODELS } from "../../src/contract/models.ts";
import { loadModel } from "../models/load-model.ts";
import { type EngineSettings, type ForkEngine, openEngine } from "./fork-engine.ts";

export interface EnginesSettings extends Omit<EngineSettings, "model" | "runLimitMs"> {
  /** Folder of the operator's models; what it lacks, the embedded model answers for. */
  readonly modelsFolder?: string | undefined;
}

/** The engines of a node: one for each distinct model behind the names of the contract. */
export interface Engines {
  /** Names that clients may ask for. */
  readonly names: readonly string[];
  readonly engines: readonly ForkEngine[];
  /** The engine that answers for a name; throws `engine_failed` for a name outside the contract. */
  engineFor(name: string): ForkEngine;
  close(): Promise<void>;
}

/** Loads and opens every model that this node serves. Rejects with one clear line when any of them cannot be used. */
export async function openEngines({ modelsFolder, ...settings }: EnginesSettings): Promise<Engines> {
  const byNetwork = new Map<string, ForkEngine>();
  const byName = new Map<string, ForkEngine>();
  async function close(): Promise<void> {
    await Promise.all([...byNetwork.values()].map((engine) => engine.close()));
  }
  try {
    for (const name of RECOGNITION_MODELS) {
      const model = await loadModel(name, modelsFolder);
      const engine = byNetwork.get(model.networkPath) ?? (await openEngine({ ...settings, model }));
      byNetwork.set(model.networkPath, engine);
      byName.set(name, engine);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    names: [...byName.keys()],
    engines: [...byNetwork.values()],
    engineFor(name) {
      const engine = byName.get(name);
      if (engine === undefined) throw new SpeechFault("engine_failed", "this node has no recognizer of that name");
      return engine;
    },
    close,
  };
}
