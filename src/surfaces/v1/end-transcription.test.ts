import { env } from "cloudflare:workers";
import { test } from "vitest";
import { createKey } from "../../accounts/create-key.ts";
import { newId } from "../../contract/ids.ts";
import { mintJob, mintTenant, send } from "../../testing/factories.ts";
import { mintRunningJob, recognize } from "../../testing/running-job.ts";
import { Transcription } from "./wire.ts";

test("a cancelled transcription is failed with its text kept, however often it is cancelled", async ({ expect }) => {
  const { tenant, jobId, stub } = await mintRunningJob(2);
  await recognize(stub, 0);
  const cancel = () => send(`/v1/transcriptions/${jobId}/cancel`, { key: tenant.apiKey, method: "POST" });
  const first = await cancel();
  expect(first.status).toBe(200);
  const transcription = Transcription.parse(await first.json());
  expect(transcription).toMatchObject({
    id: jobId,
    status: "failed",
    error: "the transcription was cancelled",
    text: "part 0",
    completed_at: expect.any(String),
  });
  const again = await cancel();
  expect([again.status, await again.json()]).toEqual([200, transcription]);
  const read = await send(`/v1/transcriptions/${jobId}`, { key: tenant.apiKey });
  expect(await read.json()).toEqual(transcription);
});

test("a transcription that is completed cannot be cancelled", async ({ expect }) => {
  const { tenant, jobId, stub } = await mintRunningJob(1);
  await recognize(stub, 0);
  const response = await send(`/v1/transcriptions/${jobId}/cancel`, { key: tenant.apiKey, method: "POST" });
  expect([response.status, await response.json()]).toEqual([
    409,
    { error: "the job is already over", code: "job_over" },
  ]);
});

test("a cancel under an Idempotency-Key is answered once and told again", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const headers = { "idempotency-key": newId() };
  const cancel = () => send(`/v1/transcriptions/${row.id}/cancel`, { key: tenant.apiKey, method: "POST", headers });
  const [first, second] = [await cancel(), await cancel()];
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await second.json()).toEqual(await first.json());
});

test("an erased transcription is gone for every route, and so it is when erased again", async ({ expect }) => {
  const { tenant, jobId } = await mintRunningJob(1);
  const key = tenant.apiKey;
  const erase = () => send(`/v1/transcriptions/${jobId}`, { key, method: "DELETE" });
  const response = await erase();
  expect([response.status, await response.text()]).toEqual([204, ""]);
  const answers = await Promise.all([
    erase(),
    send(`/v1/transcriptions/${jobId}`, { key }),
    send(`/v1/transcriptions/${jobId}/eta`, { key }),
    send(`/v1/transcriptions/${jobId}/stream`, { key }),
    send(`/v1/transcriptions/${jobId}/cancel`, { key, method: "POST" }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  const list = await send("/v1/transcriptions", { key });
  expect(await list.json()).toEqual({ items: [], count: 0 });
});

test.for([
  ["POST", "/cancel"],
  ["DELETE", ""],
])("%s %s is for the owner alone, with a key that may transcribe", async ([method = "", path], { expect }) => {
  const { tenant, jobId, stub } = await mintRunningJob(1);
  const foreign = await mintTenant();
  const scopes = ["tts"] as const;
  const asked = { id: newId(), name: "speaks only", scopes, expiresAtMs: null };
  const { apiKey: deaf } = await createKey({ ...tenant.ctx, scopes: [] }, asked);
  const ask = async (key: string, id = jobId) =>
    (await send(`/v1/transcriptions/${id}${path}`, { key, method })).status;
  expect(await ask(foreign.apiKey)).toBe(404);
  expect(await ask(tenant.apiKey, newId())).toBe(404);
  expect(await ask(tenant.apiKey, "no-id")).toBe(404);
  expect(await ask(deaf)).toBe(403);
  expect(await stub.isWanted()).toBe(true);
});

test("any web page may ask for a DELETE", async ({ expect }) => {
  const response = await send(`/v1/transcriptions/${newId()}`, {
    method: "OPTIONS",
    headers: { origin: "https://page.example", "access-control-request-method": "DELETE" },
  });
  expect(response.headers.get("access-control-allow-methods")).toContain("DELETE");
});

test("what is left by an erasure that storage interrupts is answered 503", async ({ expect }) => {
  const tenant = await mintTenant();
  const { row } = await mintJob(tenant);
  const stub = { isStarted: async () => true, erase: async () => false };
  const jobs = Object.assign(Object.create(env.JOB), { getByName: () => stub });
  const response = await send(`/v1/transcriptions/${row.id}`, {
    key: tenant.apiKey,
    method: "DELETE",
    bindings: { JOB: jobs },
  });
  expect([response.status, await response.json()]).toMatchObject([503, { code: "storage_unavailable" }]);
});
