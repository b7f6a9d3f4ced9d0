import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../contract/ids.ts";
import { mintNode, mintTenant, send } from "../testing/factories.ts";

const JSON_TYPE = { "content-type": "application/json" };

test.for<[string, BodyInit, Record<string, string>, number]>([
  ["malformed JSON", "{", JSON_TYPE, 400],
  ["an empty body", "", JSON_TYPE, 400],
  ["JSON that is no object", "[]", JSON_TYPE, 400],
  ["deeply nested JSON", "[".repeat(10_000), JSON_TYPE, 400],
  ["bad UTF-8", new Uint8Array([0x22, 0xff, 0xfe, 0x22]), JSON_TYPE, 400],
  ["another content type", "{}", { "content-type": "text/plain" }, 415],
  ["no content type", new Uint8Array([0x7b, 0x7d]), {}, 415],
  ["a huge body", "x".repeat(100_000), JSON_TYPE, 413],
])("%s is refused in the surface's own shape", async ([, body, headers, status], { expect }) => {
  const { apiKey } = await mintTenant();
  const v1 = await send("/v1/transcriptions", { key: apiKey, body, headers });
  expect(v1.status).toBe(status);
  expect(await v1.json()).toEqual({ error: expect.any(String), code: "invalid_request" });

  const admin = await send("/admin/accounts", { key: env.ADMIN_KEY, body, headers });
  expect(admin.status).toBe(status);
  expect(admin.headers.get("content-type")).toBe("application/problem+json");
  expect(await admin.json()).toMatchObject({ status, code: "invalid_request", requestId: expect.any(String) });
});

test("an unknown route is 404 in the shape of its surface", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const v1 = await send("/v1/nothing", { key: apiKey });
  expect([v1.status, await v1.json()]).toEqual([404, { error: "no such route", code: "route_not_found" }]);

  const elsewhere = await send("/nothing");
  expect(elsewhere.status).toBe(404);
  expect(elsewhere.headers.get("content-type")).toBe("application/problem+json");
});

test("a known path with another method is 405 and names the methods it has", async ({ expect }) => {
  const { apiKey } = await mintTenant();
  const response = await send("/v1/transcriptions", { key: apiKey, method: "DELETE" });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET, POST");
});

test("nothing under /v1 is told to a caller without a key", async ({ expect }) => {
  expect((await send("/v1/nothing")).status).toBe(401);
});

test("every answer carries a request id of its own", async ({ expect }) => {
  const [first, second] = await Promise.all([send("/healthz"), send("/v1/x")]);
  expect(first.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(second.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
});

test("a web page of any origin may call v1 and read Retry-After", async ({ expect }) => {
  const headers = { origin: "https://page.example", "access-control-request-method": "GET" };
  const preflight = await send("/v1/transcriptions", { method: "OPTIONS", headers });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-origin")).toBe("*");

  const refused = await send("/v1/transcriptions", { headers: { origin: "https://page.example" } });
  expect(refused.status).toBe(401);
  expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  expect(refused.headers.get("access-control-expose-headers")).toContain("retry-after");
});

test("readiness names a missing node and is met once one was seen", async ({ expect }) => {
  await env.DB.exec("UPDATE nodes SET last_seen_at_ms = NULL");
  const before = await send("/readyz");
  expect(before.status).toBe(503);
  expect(before.headers.get("content-type")).toBe("application/problem+json");
  expect(await before.json()).toMatchObject({ missing: ["node"] });

  const { key } = await mintNode();
  const heartbeat = { models: ["embedded"], device: "cpu", chunksInFlight: 0 };
  expect((await send("/node/v1/heartbeat", { key, json: heartbeat })).status).toBe(204);
  expect((await send("/readyz")).status).toBe(200);
});

test("an id in a path is never trusted to be one", async ({ expect }) => {
  const { key } = await mintNode();
  expect((await send("/node/v1/jobs/x/audio", { key })).status).toBe(404);
  expect((await send(`/node/v1/jobs/${newId()}/slices/-1`, { key })).status).toBe(404);
});
