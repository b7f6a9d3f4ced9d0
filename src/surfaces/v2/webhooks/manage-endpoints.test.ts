import { beforeAll, describe, test } from "vitest";
import { z } from "zod";
import { createKey } from "../../../accounts/create-key.ts";
import type { Scope } from "../../../accounts/scopes.ts";
import { newId } from "../../../contract/ids.ts";
import { mintTenant, send, type Tenant, type TestRequest } from "../../../testing/factories.ts";
import { receiver } from "../../../testing/webhooks.ts";
import { answer, BASE, call, create, get, ping, read } from "../../../testing/webhook-calls.ts";
import { EndpointList, EndpointWithSecrets } from "./wire.ts";

async function narrowKey({ ctx }: Tenant, scopes: Scope[]): Promise<string> {
  const request = { id: newId(), name: "narrow", scopes, expiresAtMs: null };
  return (await createKey({ ...ctx, scopes: [] }, request)).apiKey;
}

describe("an endpoint", () => {
  test("is created with all defaults, shown with its secret, listed without, and deleted", async ({ expect }) => {
    const tenant = await mintTenant();
    const created = await create(tenant);
    expect(created).toMatchObject({ url: receiver(), event_filters: [], ssl_verification: true });
    expect(created).toMatchObject({ signature_scheme: "prosa", disabled_at: null });
    expect(created.secrets).toEqual([
      { id: expect.any(String), key: expect.stringMatching(/^[0-9a-f]{64}$/), standard_key: expect.any(String) },
    ]);
    expect(await get(tenant, created.id)).toEqual(created);
    expect(await get(tenant, created.id.replaceAll("-", "").toUpperCase())).toEqual(created);
    const { secrets: _, ...listed } = created;
    expect(await answer(z.unknown(), call(tenant, "/endpoints"))).toEqual([listed]);

    const remove = () => read(call(tenant, `/endpoints/${created.id}`, { method: "DELETE" }));
    const { id, url, ssl_verification } = created;
    expect(await remove()).toEqual({ status: 200, body: { id, url, ssl_verification } });
    expect(await remove()).toMatchObject({ status: 404, body: { status: "endpoint_not_found" } });
    expect(await answer(EndpointList, call(tenant, "/endpoints"))).toEqual([]);
  });

  test("keeps what was asked for, and what an update leaves out", async ({ expect }) => {
    const tenant = await mintTenant();
    const filters = ["stt.job.completed", "tts.jobs.failed"];
    const settings = { event_filters: filters, ssl_verification: "false", signature_scheme: "hmac" };
    const created = await create(tenant, { ...settings, secret_key: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" });
    expect(created).toMatchObject({ ...settings, ssl_verification: false });
    const [secret] = created.secrets;
    expect(secret?.standard_key).toBe(secret?.key);
    const put = (json: unknown) => call(tenant, `/endpoints/${created.id}`, { method: "PUT", json });
    for (let twice = 0; twice < 2; twice++) {
      expect(await answer(EndpointWithSecrets, put({ event_filters: [] }))).toEqual({ ...created, event_filters: [] });
    }
    expect(await answer(EndpointWithSecrets, put({ url: receiver("new") }))).toMatchObject({ url: receiver("new") });
    expect(await get(tenant, created.id)).toMatchObject({ url: receiver("new"), event_filters: [] });
  });

  test("is created once under one Idempotency-Key", async ({ expect }) => {
    const tenant = await mintTenant();
    const request = { json: { url: receiver() }, headers: { "idempotency-key": "once" } };
    const first = await answer(EndpointWithSecrets, call(tenant, "/endpoints", request));
    expect(await answer(EndpointWithSecrets, call(tenant, "/endpoints", request))).toEqual(first);
    expect((await answer(EndpointList, call(tenant, "/endpoints"))).length).toBe(1);
  });

  test.for([
    {},
    { url: 7 },
    { url: receiver(), event_filters: ["stt.jobs.started"] },
    { url: receiver(), event_filters: "stt.jobs.failed" },
    { url: receiver(), ssl_verification: "perhaps" },
    { url: receiver(), signature_scheme: "md5" },
    { url: receiver(), secret_key: "short" },
    { url: receiver(), secret_key: "with spaces in it" },
  ])("as %j is refused as malformed", async (json, { expect }) => {
    const refused = await read(call(await mintTenant(), "/endpoints", { json }));
    expect(refused).toMatchObject({ status: 422, body: { status: "request_validation_error" } });
  });

  test.for([
    "http://public.test/hook",
    "ftp://public.test/",
    "https://user@public.test/",
    "https://public.test:8443/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://169.254.169.254/latest/meta-data/",
    "https://localhost/",
    "https://private.test/",
    "https://mixed6.test/",
    "not a url",
  ])("at %s is refused at creation and at update", async (url, { expect }) => {
    const tenant = await mintTenant();
    const { id } = await create(tenant);
    for (const refused of [
      await read(call(tenant, "/endpoints", { json: { url } })),
      await read(call(tenant, `/endpoints/${id}`, { method: "PUT", json: { url } })),
    ]) {
      expect(refused).toMatchObject({ status: 400, body: { status: "invalid_url", message: expect.any(String) } });
    }
    expect((await get(tenant, id)).url).toBe(receiver());
  });

  test("whose host cannot be found yet is kept: each delivery looks again", async ({ expect }) => {
    const json = { url: "https://nowhere.test/" };
    expect(await read(call(await mintTenant(), "/endpoints", { json }))).toMatchObject({ status: 200, body: json });
  });
});

test("keys of v1 manage endpoints with either header; a scope of stt or tts is enough", async ({ expect }) => {
  const tenant = await mintTenant();
  const list = (request: TestRequest) => read(send(`${BASE}/endpoints`, request));
  expect(await list({ key: tenant.apiKey })).toEqual({ status: 200, body: [] });
  for (const scope of ["stt", "tts"] as const) {
    expect(await list({ headers: { "x-api-key": await narrowKey(tenant, [scope]) } })).toMatchObject({ status: 200 });
  }
  expect(await list({ key: await narrowKey(tenant, ["keys"]) })).toMatchObject({
    status: 403,
    body: { status: "forbidden" },
  });
  expect(await list({})).toMatchObject({ status: 401, body: { status: "auth_unauthorized" } });
  expect(await list({ key: "nag_0123" })).toMatchObject({ status: 401, body: { status: "auth_invalid_api_key" } });
  expect(await list({ key: "a.b.c" })).toMatchObject({ status: 401, body: { status: "auth_invalid_api_key" } });
  const jobs = await send("/v2/speech/stt/models", { key: tenant.apiKey });
  expect(jobs.status).toBe(401);
});

describe("another account's", () => {
  let owner: Tenant;
  let ids: { endpoint: string; delivery: string; event: string };

  beforeAll(async () => {
    owner = await mintTenant();
    const { id } = await create(owner);
    const { deliveries } = await ping(owner, id);
    ids = { endpoint: id, delivery: deliveries[0]?.delivery_id ?? "", event: deliveries[0]?.event_id ?? "" };
  });

  test.for([
    ["GET", "/endpoints/{endpoint}"],
    ["PUT", "/endpoints/{endpoint}"],
    ["DELETE", "/endpoints/{endpoint}"],
    ["POST", "/endpoints/{endpoint}/rotate"],
    ["POST", "/endpoints/{endpoint}/test"],
    ["GET", "/endpoints/{endpoint}/deliveries"],
    ["POST", "/endpoints/{endpoint}/replay-failed"],
    ["POST", "/deliveries/{delivery}/replay"],
    ["GET", "/events/{event}"],
  ] as const)(
    "%s %s is the same 404 as an unknown one, and a malformed id is 422",
    async ([method, path], { expect }) => {
      const stranger = await mintTenant();
      const ask = (id: (name: keyof typeof ids) => string) => {
        const filled = path.replace(/\{(\w+)\}/, (_, name: keyof typeof ids) => id(name));
        return read(call(stranger, filled, { method, ...(method === "PUT" && { json: { url: receiver() } }) }));
      };
      const foreign = await ask((name) => ids[name]);
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await ask(() => newId()));
      expect((await ask(() => "x")).status).toBe(422);
      expect(await get(owner, ids.endpoint)).toMatchObject({ id: ids.endpoint, disabled_at: null });
    },
  );

  test("endpoints, deliveries and events are in no list", async ({ expect }) => {
    const stranger = await mintTenant();
    for (const path of ["/endpoints", "/events"]) expect((await read(call(stranger, path))).body).toEqual([]);
  });
});
