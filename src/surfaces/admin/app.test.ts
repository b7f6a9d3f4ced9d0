import { env } from "cloudflare:workers";
import { test } from "vitest";
import { newId } from "../../contract/ids.ts";
import { send } from "../../testing/factories.ts";

const key = env.ADMIN_KEY;

async function createAccount(json: unknown) {
  const response = await send("/admin/accounts", { key, json });
  return { status: response.status, body: await response.json<{ id: string; api_key: string }>() };
}

test.for([undefined, "wrong", `${env.ADMIN_KEY}x`, env.ADMIN_KEY.slice(1)])(
  "the key %j is no admin key",
  async (wrong, { expect }) => {
    const response = await send("/admin/nodes", wrong === undefined ? {} : { key: wrong });
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
  },
);

test("a new account shows its limits and the key that opens v1", async ({ expect }) => {
  const { status, body } = await createAccount({ name: "acme", limits: { concurrent_jobs: 2 } });
  expect(status).toBe(201);
  expect(body).toEqual({
    id: expect.any(String),
    name: "acme",
    limits: { concurrent_jobs: 2 },
    api_key: expect.stringMatching(/^nag_[0-9a-f]{32}$/),
  });
  expect((await send("/v1/transcriptions", { key: body.api_key })).status).toBe(200);
});

test("an account reads back with its usage, and credit adds to it", async ({ expect }) => {
  const { body } = await createAccount({ name: "acme", limits: { credit_seconds: 60 } });
  const usage = { jobs_today: 0, active_jobs: 0, seconds_used: 0, credit_seconds_left: 60 };
  const path = `/admin/accounts/${body.id}`;
  expect(await (await send(path, { key })).json()).toEqual({
    id: body.id,
    name: "acme",
    limits: { credit_seconds: 60 },
    usage,
  });
  const credited = await send(`${path}/credit`, { key, json: { seconds: 30 } });
  expect(await credited.json()).toMatchObject({ usage: { ...usage, credit_seconds_left: 90 } });
});

test("an unknown account is 404, for credit too", async ({ expect }) => {
  expect((await send(`/admin/accounts/${newId()}`, { key })).status).toBe(404);
  expect((await send(`/admin/accounts/${newId()}/credit`, { key, json: { seconds: 1 } })).status).toBe(404);
});

test.for([{}, { name: "" }, { name: "x", limits: { concurrent_jobs: -1 } }, { name: "x", limits: { jobs: 1 } }])(
  "the account %j is refused",
  async (json, { expect }) => {
    expect((await createAccount(json)).status).toBe(400);
  },
);

test("a node's key works until it is revoked, and revoking again is no error", async ({ expect }) => {
  const created = await send("/admin/nodes", { key, json: { name: "gpu-1" } });
  const node = await created.json<{ id: string; name: string; key: string }>();
  expect(created.status).toBe(201);

  const heartbeat = { models: ["embedded"], device: "cuda", chunksInFlight: 3 };
  expect((await send("/node/v1/heartbeat", { key: node.key, json: heartbeat })).status).toBe(204);
  const { nodes } = await (await send("/admin/nodes", { key })).json<{ nodes: unknown[] }>();
  expect(nodes).toContainEqual(
    expect.objectContaining({
      id: node.id,
      name: "gpu-1",
      models: ["embedded"],
      device: "cuda",
      chunks_in_flight: 3,
      last_seen_at: expect.any(String),
    }),
  );

  for (let time = 0; time < 2; time++) {
    expect((await send(`/admin/nodes/${node.id}`, { key, method: "DELETE" })).status).toBe(204);
  }
  const refused = await send("/node/v1/heartbeat", { key: node.key, json: heartbeat });
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ code: "api_key_revoked" });
  expect((await send(`/admin/nodes/${newId()}`, { key, method: "DELETE" })).status).toBe(404);
});
