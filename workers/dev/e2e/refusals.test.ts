import { beforeAll, inject, test } from "vitest";
import { type Account, openAccount } from "./open-account.ts";
import { send } from "./send.ts";

const UNKNOWN_KEY = `nag_${"0".repeat(32)}`;
const MEGABYTE = 1024 * 1024;

let account: Account;

beforeAll(async () => {
  account = await openAccount();
});

test.concurrent.for([
  [undefined, "missing Authorization header"],
  ["Bearer", "invalid Authorization header format"],
  ["Basic abc", "invalid Authorization header format"],
  [UNKNOWN_KEY, "invalid Authorization header format"],
  [`Bearer ${UNKNOWN_KEY}`, "invalid api key"],
  ["Bearer nag_x", "invalid api key"],
  ["Bearer a.b.c", "invalid token"],
] as const)("the header %j gets 401 with %j on every route", async ([authorization, error], { expect }) => {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const routes = ["/v1/transcriptions", "/v1/transcriptions/x", "/v1/transcriptions/x/stream", "/v1/nothing"];
  const answers = [
    ...routes.map((path) => send(path, { headers })),
    send("/v1/uploads/presign", { json: {}, headers }),
    send("/v1/transcriptions", { json: {}, headers }),
  ];
  for (const { status, body, headers: answered } of await Promise.all(answers)) {
    expect({ status, body }).toEqual({ status: 401, body: { error, code: expect.any(String) } });
    expect(answered.get("www-authenticate")).toBe("Bearer");
  }
});

test.concurrent.for([
  ["DELETE", "/v1/transcriptions", "GET, POST"],
  ["PUT", "/v1/uploads/presign", "POST"],
  ["POST", "/v1/transcriptions/x", "GET, DELETE"],
  ["GET", "/v1/uploads/presign", "POST"],
] as const)("%s %s gets 405, and %s is allowed", async ([method, path, allowed], { expect }) => {
  const { status, headers, body } = await send(path, { method, key: account.apiKey });
  expect({ status, body }).toEqual({
    status: 405,
    body: { error: "the method is not allowed on this route", code: "method_not_allowed" },
  });
  expect(headers.get("allow")).toBe(allowed);
});

test.concurrent("an unknown route gets 404 in the shape of its surface", async ({ expect }) => {
  for (const path of ["/v1/nothing", "/v1/", "/v1/transcriptions/x/y"]) {
    const { status, body } = await send(path, { key: account.apiKey });
    expect({ status, body }).toEqual({ status: 404, body: { error: "no such route", code: "route_not_found" } });
  }
  const admin = await send("/admin/nothing", { key: inject("adminKey") });
  expect(admin).toMatchObject({ status: 404, body: { code: "route_not_found", requestId: expect.any(String) } });
  expect(admin.headers.get("content-type")).toBe("application/problem+json");
});

test.concurrent.for([
  ['{"object_key":', "malformed JSON"],
  ["", ""],
  ["null", "expected object"],
  ["[]", "expected object"],
  ['"text"', "expected object"],
  ["{}", "object_key"],
  ['{"object_key":7}', "object_key"],
  ['{"object_key":"a\\u0000b"}', "object_key"],
  ['{"object_key":"a\u0000b"}', "malformed JSON"],
  ['{"object_key":"x","model":"whisper"}', "model"],
  ['{"object_key":"x","chunk_prompt_preset":"poem"}', "chunk_prompt_preset"],
  ['{"object_key":"x","language":"a\\u0000"}', "language"],
  ['{"object_key":"x","duration_seconds":-1}', "duration_seconds"],
  ['{"object_key":"x","duration_seconds":1e400}', "duration_seconds"],
] as const)("the body %j gets 400 that names %j", async ([content, named], { expect }) => {
  const { status, body } = await send("/v1/transcriptions", { key: account.apiKey, body: content });
  expect({ status, body }).toEqual({
    status: 400,
    body: { error: expect.stringContaining(named), code: "invalid_request" },
  });
});

test.concurrent("bytes that are no UTF-8 and bodies of another type are refused", async ({ expect }) => {
  const latin1 = new Uint8Array(Buffer.from('{"object_key":"\xe9"}', "latin1"));
  expect(await send("/v1/transcriptions", { key: account.apiKey, body: latin1 })).toMatchObject({ status: 400 });
  const headers = { "content-type": "text/plain" };
  expect(await send("/v1/transcriptions", { key: account.apiKey, body: "{}", headers })).toMatchObject({ status: 415 });
});

test.concurrent("a body of 2 MB is refused, told in advance or not", async ({ expect }) => {
  const padding = "x".repeat(2 * MEGABYTE);
  const told = await send("/v1/transcriptions", { key: account.apiKey, json: { object_key: padding } });
  expect(told).toMatchObject({ status: 413, body: { error: expect.stringContaining("larger than") } });
  const response = await fetch(`${inject("url")}/v1/transcriptions`, {
    method: "POST",
    headers: { authorization: `Bearer ${account.apiKey}`, "content-type": "application/json" },
    body: new Blob([JSON.stringify({ object_key: padding })]).stream(),
    duplex: "half",
  });
  expect(response.status).toBe(413);
  await response.body?.cancel();
});

test.concurrent("whoever sends all of a large body before looking for the answer gets the refusal", async ({
  expect,
}) => {
  const body = "x".repeat(24 * MEGABYTE);
  expect(await send("/v2/speech/stt", { headers: { "x-api-key": UNKNOWN_KEY }, body })).toMatchObject({ status: 401 });
  const headers = { "x-api-key": account.apiKey };
  expect(await send("/v2/speech/stt", { headers, body })).toMatchObject({
    status: 413,
    body: { status: "request_too_large" },
  });
  const untold = {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    duplex: "half",
  } as const;
  const response = await fetch(`${inject("url")}/v2/speech/stt`, { ...untold, body: new Blob([body]).stream() });
  expect([response.status, await response.json()]).toMatchObject([413, { status: "request_too_large" }]);
});

test.concurrent.for(["limit=x", "limit=1.5", "offset=-1", "offset=x"])(
  "a list with %s gets 400",
  async (query, { expect }) => {
    expect((await send(`/v1/transcriptions?${query}`, { key: account.apiKey })).status).toBe(400);
  },
);

test.concurrent("a web page of any origin may ask", async ({ expect }) => {
  const { status, headers } = await send("/v1/transcriptions", {
    method: "OPTIONS",
    headers: {
      origin: "https://example.com",
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });
  expect(status).toBe(204);
  expect(headers.get("access-control-allow-origin")).toBe("*");
  expect(headers.get("access-control-allow-headers")).toMatch(/authorization/i);
});
