import { availableParallelism } from "node:os";
import { loadFolder } from "../inference-node/models/load-model.ts";
import { EMBEDDED_FOLDER } from "../inference-node/models/registry.ts";
import { openEngine } from "../inference-node/recognize/fork-engine.ts";
import { decodeAudio } from "../inference-node/decode/decode-audio.ts";
import { lengthOf } from "../inference-node/decode/pcm-block.ts";
import type { DecoderPool } from "../inference-node/decode/decoder-pool.ts";
import { SAMPLE_RATE } from "../src/contract/units.ts";
import { FORMATS, repeatClip } from "./recordings.ts";

const CLIP_COPIES = 100;
const RUNS = 3;
const MOST_SAMPLES = 3600 * SAMPLE_RATE;

/** Seconds of audio decoded per second, by clip; the start of the decoder process is not counted. */
export async function measureDecoding(decoders: DecoderPool, signal: AbortSignal): Promise<Map<string, number>> {
  const rates = new Map<string, number>();
  for (const format of FORMATS) {
    const source = await repeatClip(format, CLIP_COPIES);
    let startedAt: number | undefined;
    let samples = 0;
    for await (const { planes } of decodeAudio(source, { decoders, maxDurationSamples: MOST_SAMPLES, signal })) {
      if (startedAt === undefined) startedAt = performance.now();
      else samples += lengthOf(planes);
    }
    rates.set(format, realTimeRate(samples, performance.now() - (startedAt ?? 0)));
  }
  return rates;
}

/** Seconds of audio that one engine process with all cores recognizes per second; the best of several runs. */
export async function measureRecognition(chunk: Int16Array): Promise<number> {
  const engine = await openEngine({
    model: await loadFolder(EMBEDDED_FOLDER),
    device: "cpu",
    processes: 1,
    threads: availableParallelism(),
    environment: {},
  });
  try {
    let best = 0;
    for (let run = 0; run < RUNS; run++) {
      const { computeMs } = await engine.recognize(chunk, { language: "en", promptPreset: "default" }, () => {});
      best = Math.max(best, realTimeRate(chunk.length, computeMs));
    }
    return best;
  } finally {
    await engine.close();
  }
}

function realTimeRate(samples: number, wallMs: number): number {
  return (samples * 1000) / SAMPLE_RATE / wallMs;
}
