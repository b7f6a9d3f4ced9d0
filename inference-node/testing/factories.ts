import { getLogger, type Logger } from "@logtape/logtape";
import { newId } from "../../src/contract/ids.ts";
import type { ChunkMessage } from "../../src/contract/messages.ts";
import type { Span } from "../../src/contract/plan.ts";
import type { PhraseMessage } from "../../src/contract/synthesis.ts";
import { WorkerApi } from "../worker-api.ts";
import type { ScriptedCloud } from "./scripted-cloud.ts";

/** A logger that no sink listens to. */
export const quietLog: Logger = getLogger(["voxedge-test"]);

/** A client that tries again as the product does, only sooner. */
export function apiOf(cloud: ScriptedCloud): WorkerApi {
  return new WorkerApi({
    baseUrl: cloud.url,
    key: "node-key",
    fetch,
    retry: { retries: 3, minTimeout: 2, maxTimeout: 10 },
  });
}

export function speech(index: number, startSample: number, endSample: number): Span {
  return { index, channel: 0, startSample, endSample, speech: true };
}

export function silence(index: number, startSample: number, endSample: number): Span {
  return { ...speech(index, startSample, endSample), speech: false };
}

const options = { model: "gemma4-e2b-asr", language: "auto", promptPreset: "default" } as const;

export function chunkMessage(span: Span = speech(0, 1600, 3200)): ChunkMessage {
  return { jobId: newId(), epoch: 1, span, options };
}

export function splitMessage(audio: Uint8Array, sha256: string | null = null) {
  const source = { objectKey: "t/1/u/2", etag: '"etag"', sizeBytes: audio.length, sha256, contentType: "audio/wav" };
  return { jobId: newId(), epoch: 1, source, maxDurationSamples: 1_000_000, options };
}

export function phraseMessage(text = "Hello.", index = 0): PhraseMessage {
  return { jobId: newId(), epoch: 1, index, text, voice: "alloy", language: "en" };
}
