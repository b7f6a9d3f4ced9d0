import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Writable } from "node:stream";
import type { DecoderPool } from "../inference-node/decode/decoder-pool.ts";
import type { ApiAccess } from "../workers/dev/call-api.ts";
import { SILENT } from "../workers/dev/display.ts";
import { superviseNode } from "../workers/dev/supervise-node.ts";
import { transcribeFile } from "../workers/dev/transcribe-file.ts";
import { waitUntilReady } from "../workers/dev/wait-until-ready.ts";
import { speechSamples, toWav } from "./recordings.ts";

const NODE_START_LIMIT_MS = 60_000;

interface Stage {
  /** A deployment on which no node runs yet. */
  readonly access: ApiAccess;
  readonly nodeKey: string;
  readonly decoders: DecoderPool;
  /** Takes the recordings, as `<seconds>.wav`. */
  readonly folder: string;
  readonly log: Writable;
  readonly signal: AbortSignal;
}

/** Seconds from the creation of a job on so many seconds of speech to its first word and to its end. */
interface Course {
  readonly audioSeconds: number;
  readonly firstWordSeconds: number;
  readonly wallSeconds: number;
}

/** Runs one node and sends it recordings of the given lengths, one after the other. */
export async function measureEndToEnd(stage: Stage, lengths: readonly number[]): Promise<Course[]> {
  const { access, nodeKey, log, signal } = stage;
  const node = superviseNode({ url: access.url, key: nodeKey, log, onRestart: () => {} });
  try {
    await waitUntilReady(`${access.url}/readyz`, NODE_START_LIMIT_MS, signal);
    const courses: Course[] = [];
    for (const audioSeconds of lengths) courses.push(await transcribe(stage, audioSeconds));
    return courses;
  } finally {
    await node.stop();
  }
}

async function transcribe({ access, decoders, folder, signal }: Stage, audioSeconds: number): Promise<Course> {
  const file = join(folder, `${audioSeconds}.wav`);
  await writeFile(file, toWav(await speechSamples(decoders, audioSeconds)));
  const { result, error } = await Promise.race([transcribeFile(access, file, SILENT), aborted(signal)]);
  const { wall_seconds: wallSeconds, first_token_seconds: firstWordSeconds } = result;
  if (error !== null || wallSeconds === null || firstWordSeconds === null) {
    throw new Error(`${audioSeconds} s of speech: ${error ?? "no words"}`);
  }
  return { audioSeconds, firstWordSeconds, wallSeconds };
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}
