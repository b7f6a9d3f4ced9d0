import { stat } from "node:fs/promises";
import { test } from "vitest";
import { type ApiAccess, callApi } from "../call-api.ts";
import { makeTempDir } from "../temp-dir.ts";
import { type Deployment, type ReadyFile, startDeployment } from "./deployment.ts";
import { flawsOf } from "./flaws-of.ts";
import { SENTENCE } from "./recordings.ts";
import { submit } from "./transcribe.ts";
import { Transcription } from "./transcription.ts";
import { finalOf, watchAll } from "./watch.ts";

/** What OPERATING.md grants to a stop. */
const LONGEST_STOP_MS = 10_000;

function accessTo({ url, api_key: apiKey }: ReadyFile): ApiAccess {
  return { url, apiKey };
}

async function stop(deployment: Deployment): Promise<{ code: number | null; withinLimit: boolean }> {
  const startedAt = performance.now();
  const code = await deployment.stop();
  return { code, withinLimit: performance.now() - startedAt < LONGEST_STOP_MS };
}

test("a data folder carries finished and unfinished jobs through a stop and a start", async ({
  expect,
  onTestFinished,
}) => {
  const dataDir = await makeTempDir(onTestFinished);
  const orderly = { code: 0, withinLimit: true };

  const before = await startDeployment(dataDir);
  onTestFinished(async () => void (await before.stop()));
  const { stack, workerd, nodes } = before.ready.pids;
  expect(nodes).toHaveLength(1);
  for (const pid of [stack, workerd, ...nodes]) expect(process.kill(pid, 0)).toBe(true);
  expect((await stat(before.readyFile)).mode & 0o077).toBe(0);
  expect((await fetch(`${before.ready.url}/readyz`)).status).toBe(200);

  const finished = await submit(accessTo(before.ready), SENTENCE);
  const events = await watchAll(accessTo(before.ready), finished);
  expect(events.at(-1)).toMatchObject({ event: "done", transcription: { status: "completed" } });
  const log = await watchAll(accessTo(before.ready), finished, 0);
  const unfinished = await submit(accessTo(before.ready), SENTENCE);
  expect(await stop(before)).toEqual(orderly);
  for (const pid of [workerd, ...nodes]) expect(() => process.kill(pid, 0)).toThrow("ESRCH");

  const after = await startDeployment(dataDir);
  onTestFinished(async () => void (await after.stop()));
  expect(after.ready).toMatchObject({ admin_key: before.ready.admin_key, api_key: before.ready.api_key });
  const access = accessTo(after.ready);
  expect(await watchAll(access, finished, 0)).toEqual(log);
  expect(await callApi(access, `/v1/transcriptions/${finished}`, Transcription)).toEqual(finalOf(events));
  const resumed = await watchAll(access, unfinished);
  expect(flawsOf(resumed)).toEqual([]);
  expect(finalOf(resumed)).toMatchObject({ status: "completed", text: finalOf(events).text });
  expect(await stop(after)).toEqual(orderly);
});
