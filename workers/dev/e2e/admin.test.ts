import { inject, test } from "vitest";
import { z } from "zod";
import { openAccount } from "./open-account.ts";
import { send } from "./send.ts";

const RegisteredNode = z.object({ id: z.uuid(), name: z.string(), key: z.string() });

const NodeList = z.object({
  nodes: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      models: z.array(z.string()),
      device: z.string().nullable(),
      chunks_in_flight: z.int().nullable(),
      created_at: z.iso.datetime(),
      last_seen_at: z.iso.datetime().nullable(),
    }),
  ),
});

async function listNodes(): Promise<z.infer<typeof NodeList>["nodes"]> {
  return NodeList.parse((await send("/admin/nodes", { key: inject("adminKey") })).body).nodes;
}

test.concurrent("health is told without a key", async ({ expect }) => {
  expect(await send("/healthz")).toMatchObject({ status: 200, body: { status: "ok" } });
  expect(await send("/readyz")).toMatchObject({ status: 200, body: { status: "ready" } });
});

test.concurrent("only the admin key opens the administration", async ({ expect }) => {
  const { apiKey } = await openAccount();
  for (const path of ["/admin/nodes", "/admin/accounts/x", "/admin/nothing"]) {
    for (const key of [undefined, apiKey, `${inject("adminKey")}0`]) {
      const { status, headers } = await send(path, key === undefined ? {} : { key });
      expect(status).toBe(401);
      expect(headers.get("content-type")).toBe("application/problem+json");
    }
  }
  expect((await send("/v1/transcriptions", { key: inject("adminKey") })).status).toBe(401);
});

test.concurrent("an account is opened, shown and refused when misshapen", async ({ expect }) => {
  const key = inject("adminKey");
  const limits = { concurrent_jobs: 2, daily_jobs: 3, credit_seconds: 90 };
  const { id } = await openAccount(limits);
  expect(await send(`/admin/accounts/${id}`, { key })).toMatchObject({
    status: 200,
    body: {
      id,
      name: "test",
      limits,
      usage: { jobs_today: 0, active_jobs: 0, seconds_used: 0, credit_seconds_left: 90 },
    },
  });
  for (const json of [{}, { name: "" }, { name: "x", limits: { daily_jobs: -1 } }, { name: "x", limit: {} }]) {
    expect(await send("/admin/accounts", { key, json })).toMatchObject({
      status: 400,
      body: { code: "invalid_request" },
    });
  }
  const unknown = { status: 404, body: { code: "account_not_found" } };
  expect(await send("/admin/accounts/nobody", { key })).toMatchObject(unknown);
  expect(await send("/admin/accounts/nobody/credit", { key, json: { seconds: 1 } })).toMatchObject(unknown);
});

test.concurrent("a node calls with its own key until that is revoked", async ({ expect }) => {
  const key = inject("adminKey");
  const { status, body } = await send("/admin/nodes", { key, json: { name: "guest" } });
  const node = RegisteredNode.parse(body);
  expect(status).toBe(201);
  const json = { models: ["en"], device: "cpu", chunksInFlight: 3 };
  expect((await send("/node/v1/heartbeat", { key: node.key, json })).status).toBe(204);
  expect((await listNodes()).find(({ id }) => id === node.id)).toMatchObject({
    name: "guest",
    models: ["en"],
    device: "cpu",
    chunks_in_flight: 3,
    last_seen_at: expect.any(String),
  });
  expect((await send("/v1/transcriptions", { key: node.key })).status).toBe(401);

  for (let again = 0; again < 2; again += 1) {
    expect((await send(`/admin/nodes/${node.id}`, { key, method: "DELETE" })).status).toBe(204);
  }
  expect(await send("/node/v1/heartbeat", { key: node.key, json })).toMatchObject({
    status: 401,
    body: { code: "api_key_revoked", detail: "api key has been revoked" },
  });
  expect((await listNodes()).map(({ id }) => id)).not.toContain(node.id);
  expect((await send("/admin/nodes/nobody", { key, method: "DELETE" })).status).toBe(404);
});

test.concurrent("the suite's own node is listed with what it can do", async ({ expect }) => {
  const own = (await listNodes()).find(({ name }) => name === "local-1");
  expect(own).toMatchObject({ device: "cpu", last_seen_at: expect.any(String) });
  expect(own?.models.length).toBeGreaterThan(0);
});

test.concurrent("the surface of the nodes opens to node keys only", async ({ expect }) => {
  const { apiKey } = await openAccount();
  for (const key of [apiKey, inject("adminKey"), `node_${"0".repeat(32)}`]) {
    expect((await send("/node/v1/heartbeat", { key, json: {} })).status).toBe(401);
  }
});
