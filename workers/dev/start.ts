import { once } from "node:events";
import { rm } from "node:fs/promises";
import { lockDataDir } from "./lock-data-dir.ts";
import { parseStartFlags } from "./parse-start-flags.ts";
import { readSettings } from "./read-settings.ts";
import { type LocalDeployment, runLocal } from "./run-local.ts";
import { stopSignal } from "./stop-signal.ts";
import { writeJsonFile } from "./write-json-file.ts";

/** `npm start`: runs the product on this machine until it is told to stop. */
async function start(signal: AbortSignal): Promise<void> {
  const flags = parseStartFlags(process.argv.slice(2));
  const vars = flags.configFile === undefined ? {} : await readSettings(flags.configFile);
  const lock = await lockDataDir(flags.dataDir);
  // One from an earlier run would tell of processes that are gone.
  if (flags.readyFile !== undefined) await rm(flags.readyFile, { force: true });

  async function announce({ url, adminKey, apiKey, pids }: LocalDeployment): Promise<void> {
    if (flags.readyFile === undefined) return;
    await writeJsonFile(flags.readyFile, { url, admin_key: adminKey, api_key: apiKey, pids: pids() });
  }

  const deployment = await runLocal({
    ...flags,
    vars,
    lock,
    signal,
    log: process.stderr,
    onRestart: announce,
  });
  await announce(deployment);
  console.log(`voxedge is ready at ${deployment.url}\napi key: ${deployment.apiKey}\nstop with Ctrl-C`);
  if (!signal.aborted) await once(signal, "abort");
  await deployment.stop();
}

const signal = stopSignal();
try {
  await start(signal);
  process.exit(0);
} catch (error) {
  if (signal.aborted) process.exit(0);
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
