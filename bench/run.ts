/** `npm run bench`: what the product claims about speed, as ratios of figures measured side by side on this machine. */
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { DecoderPool } from "../inference-node/decode/decoder-pool.ts";
import { grantAccess } from "../workers/dev/grant-access.ts";
import { lockDataDir } from "../workers/dev/lock-data-dir.ts";
import { type LocalDeployment, runLocal } from "../workers/dev/run-local.ts";
import { stopSignal } from "../workers/dev/stop-signal.ts";
import { uploadFile } from "../workers/dev/upload-file.ts";
import { measureEndToEnd } from "./measure-end-to-end.ts";
import { measureFanOut } from "./measure-fan-out.ts";
import { measureDecoding, measureRecognition } from "./measure-media.ts";
import { measureCreation, measureNoOp } from "./measure-throughput.ts";
import { speechSamples } from "./recordings.ts";

/** Ends a run that hangs; on an idle machine of two cores the whole takes about a minute. */
const LIMIT_MS = 240_000;
const AUDIO_SECONDS = [30, 300];
/** The longest that a node recognizes at once. */
const CHUNK_SECONDS = 28;
const WATCHERS = 200;
/** The median of so many counts. */
const ROUNDS = 3;
const NO_OPS = 300;
/** Few: each waits for a node and keeps sending for one. */
const JOBS = 50;

type Row = readonly [what: string, figure: string, ratio: string];

/** What the measurements share. */
interface Bench {
  readonly access: LocalDeployment;
  readonly decoders: DecoderPool;
  readonly folder: string;
  readonly nodeKey: string;
  readonly log: ReturnType<typeof createWriteStream>;
  readonly signal: AbortSignal;
}

async function endToEndRows(bench: Bench): Promise<Row[]> {
  const courses = await measureEndToEnd(bench, AUDIO_SECONDS);
  return courses.flatMap(({ audioSeconds, firstWordSeconds, wallSeconds }): Row[] => [
    [
      `${audioSeconds} s of speech, created to done`,
      `${wallSeconds.toFixed(2)} s`,
      `${ratio(wallSeconds / audioSeconds)} of its length`,
    ],
    [
      `${audioSeconds} s of speech, created to first word`,
      `${firstWordSeconds.toFixed(2)} s`,
      `${ratio(firstWordSeconds / wallSeconds)} of the above`,
    ],
  ]);
}

async function mediaRows({ decoders, signal }: Bench): Promise<Row[]> {
  const recognized = await measureRecognition(await speechSamples(decoders, CHUNK_SECONDS));
  const decoded = await measureDecoding(decoders, signal);
  return [
    ["recognize, one process", `${recognized.toFixed(0)} x real time`, "1"],
    ...Array.from(decoded, ([clip, rate]): Row => [
      `decode ${clip}`,
      `${rate.toFixed(0)} x real time`,
      `${ratio(rate / recognized)} of recognize`,
    ]),
  ];
}

async function apiRows({ access, folder, nodeKey, signal }: Bench): Promise<Row[]> {
  const objectKey = await uploadFile(access, join(folder, `${AUDIO_SECONDS[0]}.wav`), () => {});
  const stage = { access, nodeKey, objectKey, signal };
  const one = await median(() => measureFanOut(stage, 1));
  const all = await median(() => measureFanOut(stage, WATCHERS));
  const noOps = await measureNoOp({ access, requests: NO_OPS, signal });
  const jobs = await measureCreation({ access, requests: JOBS, signal }, objectKey);
  return [
    ["last word to 1 watcher", `${one.toFixed(0)} ms`, "1"],
    [`last word to all of ${WATCHERS} watchers`, `${all.toFixed(0)} ms`, `${ratio(all / one)} of 1 watcher`],
    ["GET /healthz", `${noOps.toFixed(0)} a second`, "1"],
    ["POST /v1/transcriptions", `${jobs.toFixed(0)} a second`, `${ratio(jobs / noOps)} of GET /healthz`],
  ];
}

async function median(measure: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let round = 0; round < ROUNDS; round++) figures.push(await measure());
  return figures.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

function ratio(value: number): string {
  return value.toPrecision(2);
}

function renderTable(rows: readonly Row[]): string {
  const header: Row = ["measured", "figure", "ratio"];
  return [header, ["---", "---", "---"] as const, ...rows].map((row) => `| ${row.join(" | ")} |\n`).join("");
}

const MEASUREMENTS = { transcription: endToEndRows, decoding: mediaRows, api: apiRows };

async function run(signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "voxedge-bench-"));
  const decoders = new DecoderPool();
  try {
    const log = createWriteStream(join(folder, "log"));
    await once(log, "open");
    const dataDir = join(folder, "data");
    const lock = await lockDataDir(dataDir);
    const deployment = await runLocal({
      port: 0,
      dataDir,
      lock,
      nodes: 0,
      vars: {},
      log,
      onRestart: async () => {},
      signal,
    });
    try {
      const { url, adminKey, apiKey } = deployment;
      const granted = await grantAccess(url, { secrets: { ADMIN_KEY: adminKey }, apiKey, nodeKeys: [] }, 1);
      const shared: Bench = { access: deployment, decoders, folder, nodeKey: granted.nodeKeys[0] ?? "", log, signal };
      const load = (loadavg()[0] ?? 0).toFixed(1);
      const rows: Row[] = [];
      for (const [name, measure] of Object.entries(MEASUREMENTS)) {
        process.stderr.write(`measuring ${name}\n`);
        rows.push(...(await measure(shared)));
      }
      process.stdout.write(`${availableParallelism()} cores, load ${load} before the start\n\n${renderTable(rows)}`);
    } finally {
      await deployment.stop();
    }
  } finally {
    decoders.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const signal = AbortSignal.any([stopSignal(), AbortSignal.timeout(LIMIT_MS)]);
try {
  await run(signal);
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
