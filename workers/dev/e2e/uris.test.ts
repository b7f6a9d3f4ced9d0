import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { ApiAccess } from "../call-api.ts";
import { type AudioServer, startAudioServer } from "./audio-server.ts";
import { type Deployment, startDeployment } from "./deployment.ts";
import { SENTENCE } from "./recordings.ts";
import { submitUri } from "./submit-uri.ts";
import type { Transcription } from "./transcription.ts";
import { finalOf, watchAll } from "./watch.ts";

let dataDir: string;
let deployment: Deployment;
let server: AudioServer;
let access: ApiAccess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "voxedge-uris-"));
  const configFile = join(dataDir, "config.json");
  await writeFile(configFile, JSON.stringify({ allow_private_uris: true }));
  server = await startAudioServer(await readFile(SENTENCE));
  deployment = await startDeployment(dataDir, { configFile });
  access = { url: deployment.ready.url, apiKey: deployment.ready.api_key };
});
afterAll(async () => {
  server.close();
  await deployment.stop();
  await rm(dataDir, { recursive: true });
});

async function order(path: string): Promise<string> {
  const answer = await submitUri(access, `${server.url}${path}`);
  if (!("job_id" in answer)) throw new Error(answer.message);
  return answer.job_id;
}

async function recognize(path: string): Promise<Transcription> {
  return finalOf(await watchAll(access, await order(path)));
}

describe("audio is recognized that comes", () => {
  test.concurrent.for(["/plain", "/redirect", "/chunked", "/gzip", "/drip", "/lie", "/untold"])(
    "by %s",
    async (path, { expect }) => {
      const final = await recognize(path);
      expect(final).toMatchObject({ status: "completed", error: null, duration_seconds: 3 });
      expect(final.text).toMatch(/mother/);
    },
  );

  test.concurrent("from a server that has trouble at first", async ({ expect }) => {
    expect(await recognize("/flaky")).toMatchObject({ status: "completed", error: null });
    expect(server.requests.get("/flaky")).toBe(3);
  });
});

describe("a job fails and says why, asked for once, when the server", () => {
  test.concurrent.for([
    ["/missing", /answers 404/],
    ["/forbidden", /answers 403/],
    ["/page", /a web page/],
    ["/empty", /an empty file/],
    ["/huge", /larger than/],
    ["/astray", /redirects to a URL that/],
  ] as const)("answers as %s does", async ([path, error], { expect }) => {
    expect(await recognize(path)).toMatchObject({ status: "failed", error: expect.stringMatching(error), text: null });
    expect(server.requests.get(path)).toBe(1);
  });

  test.concurrent("redirects in a circle", async ({ expect }) => {
    expect(await recognize("/loop")).toMatchObject({ status: "failed", error: expect.stringMatching(/more than 5/) });
    expect(server.requests.get("/loop")).toBe(6);
  });
});

test.concurrent("a connection that breaks off every time fails the job in the end", async ({ expect }) => {
  expect(await recognize("/broken")).toMatchObject({ status: "failed", error: expect.stringMatching(/broke off/) });
  expect(server.requests.get("/broken")).toBeGreaterThan(1);
});

test.concurrent("a fetch without an end stops soon after its job is cancelled", async ({ expect }) => {
  const id = await order("/endless");
  await expect.poll(() => server.requests.get("/endless")).toBe(1);
  const headers = { authorization: `Bearer ${access.apiKey}`, "x-api-key": access.apiKey };
  const { status } = await fetch(`${access.url}/v2/speech/stt/${id}`, { method: "DELETE", headers });
  expect(status).toBe(200);
  const cancelledAtMs = performance.now();
  await server.abandoned;
  expect(performance.now() - cancelledAtMs).toBeLessThan(5_000);
});
