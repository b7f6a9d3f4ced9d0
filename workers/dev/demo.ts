import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiAccess } from "./call-api.ts";
import { createDisplay, SILENT } from "./display.ts";
import { lockDataDir } from "./lock-data-dir.ts";
import { type DemoFlags, parseDemoFlags } from "./parse-demo-flags.ts";
import { runLocal } from "./run-local.ts";
import { stopSignal } from "./stop-signal.ts";
import { transcribeFile } from "./transcribe-file.ts";
import { writeSrt } from "./write-srt.ts";

/** What shells report of a command ended by Ctrl-C. */
const INTERRUPTED = 130;

/** `npm run demo`: runs the product in a temporary folder and sends recordings through it. Resolves to the exit code. */
async function demo(signal: AbortSignal): Promise<number> {
  const flags = parseDemoFlags(process.argv.slice(2));
  const dataDir = await mkdtemp(join(tmpdir(), "voxedge-demo-"));
  try {
    const logFile = createWriteStream(join(dataDir, "log"));
    await once(logFile, "open");
    if (!flags.json) console.log("starting the stack and one inference node");
    const deployment = await runLocal({
      port: 0,
      dataDir,
      lock: await lockDataDir(dataDir),
      nodes: 1,
      vars: {},
      log: logFile,
      onRestart: async () => {},
      signal,
    });
    try {
      return await Promise.race([transcribeAll(deployment, flags), aborted(signal)]);
    } finally {
      await deployment.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function transcribeAll(access: ApiAccess, flags: DemoFlags): Promise<number> {
  let exitCode = 0;
  for (const file of flags.files) {
    const display = flags.json ? undefined : createDisplay(file, process.stdout);
    const { result, error } = await transcribeFile(access, file, display ?? SILENT);
    const srtPath = flags.srtDir === undefined || error !== null ? undefined : await writeSrt(flags.srtDir, result);
    display?.finish(result, srtPath);
    if (flags.json) console.log(JSON.stringify(result));
    if (error !== null) {
      console.error(`${file}: ${error}`);
      exitCode = 1;
    }
  }
  return exitCode;
}

async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}

const signal = stopSignal();
try {
  process.exit(await demo(signal));
} catch (error) {
  if (signal.aborted) process.exit(INTERRUPTED);
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
