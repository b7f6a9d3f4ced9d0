import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../src/contract/ids.ts";
import { mintTenant, type Tenant } from "../src/testing/factories.ts";
import { until } from "../src/testing/until.ts";
import { deliveriesTo, mintEndpoint, pinged, receiver } from "../src/testing/webhooks.ts";
import { deleteEndpoint } from "../src/webhooks/delete-endpoint.ts";
import { recordEvent } from "../src/webhooks/record-event.ts";
import type { EndpointDO } from "./endpoint.ts";

async function mintEvent({ ctx }: Tenant): Promise<string> {
  const id = newId();
  await recordEvent(ctx, { id, type: "stt.jobs.completed", jobId: newId(), body: '{"job_id":"1"}' });
  return id;
}

/** Waits until nothing is on its way, and gives what is remembered of the tickets. */
async function settledTickets(stub: DurableObjectStub<EndpointDO>) {
  return until(async () => {
    const tickets = await ticketsOf(stub);
    return tickets.every(({ state }) => state === "settled") ? tickets : undefined;
  });
}

function ticketsOf(stub: DurableObjectStub<EndpointDO>) {
  return runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec<{ id: string; state: string; failures: number }>("SELECT * FROM tickets").toArray(),
  );
}

async function mintBench(url = receiver()) {
  const tenant = await mintTenant();
  const endpointId = await mintEndpoint(tenant, url);
  const stub = env.ENDPOINT.getByName(endpointId);
  const eventId = await mintEvent(tenant);
  const enqueue = (automatic = true) => stub.enqueue(endpointId, [{ eventId, ticketId: newId(), automatic }]);
  return { tenant, endpointId, stub, eventId, enqueue };
}

describe("a sender that was killed between sending and recording", () => {
  test("is replaced by the alarm: the receiver hears of the same event once more", async ({ expect }) => {
    const { tenant, endpointId, stub, eventId, enqueue } = await mintBench(receiver("after=1000"));
    await enqueue();
    // The first sender hangs on the receiver; what it says later is that of somebody who was given up long ago.
    await expect.poll(async () => (await ticketsOf(stub))[0]?.state).toBe("running");
    await runInDurableObject(stub, async (_, { storage }) => {
      storage.sql.exec("UPDATE tickets SET atMs = atMs - 60000");
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    const deliveries = await deliveriesTo(tenant, endpointId, 2);
    expect(deliveries.map(({ row }) => row.eventId)).toEqual([eventId, eventId]);
    expect(new Set(deliveries.map(({ body }) => body)).size).toBe(1);
    expect(await settledTickets(stub)).toMatchObject([{ failures: 0 }]);
  });

  test("is replaced when the queue delivers its message again", async ({ expect }) => {
    const { stub, eventId, enqueue } = await mintBench(receiver("after=600"));
    const [ticketId] = await enqueue();
    await expect.poll(async () => (await ticketsOf(stub))[0]?.state).toBe("running");
    expect(await stub.take(ticketId ?? "", { epoch: 1, attempt: 1 })).toBeNull();
    expect(await stub.take(ticketId ?? "", { epoch: 1, attempt: 2 })).toBe(eventId);
    await settledTickets(stub);
  });
});

test("an event is delivered once however often it is enqueued, and once more by a replay", async ({ expect }) => {
  const { tenant, endpointId, stub, enqueue } = await mintBench();
  const [first] = await enqueue();
  expect(await enqueue()).toEqual([first]);
  await settledTickets(stub);
  expect(await enqueue()).toEqual([first]);
  expect(await enqueue(false)).not.toEqual([first]);
  await settledTickets(stub);
  expect((await deliveriesTo(tenant, endpointId, 2)).length).toBe(2);
});

test("an endpoint that fails is tried again a minute later, not sooner", async ({ expect }) => {
  const { stub, enqueue } = await mintBench(receiver("status=500"));
  const beforeMs = Date.now();
  await enqueue();
  await expect.poll(() => ticketsOf(stub)).toMatchObject([{ state: "waiting", failures: 1 }]);
  await runDurableObjectAlarm(stub);
  const alarmMs = await runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
  expect(alarmMs).toBeGreaterThanOrEqual(beforeMs + 60_000);
});

test("what is deleted is delivered no more, and leaves nothing", async ({ expect }) => {
  const { tenant, endpointId, stub, enqueue } = await mintBench(receiver("status=500"));
  await enqueue();
  await deliveriesTo(tenant, endpointId, 1);
  await deleteEndpoint(tenant.ctx, endpointId);
  // Someone who had it in hand reports, or files one more: its sender finds no endpoint and tidies up.
  await enqueue();
  const tablesOf = () =>
    runInDurableObject(stub, (_, { storage }) => storage.sql.exec("SELECT name FROM sqlite_master").toArray());
  await expect.poll(tablesOf).toEqual([]);
});

test("an object of an endpoint that nobody enqueued for stays empty", async ({ expect }) => {
  const stub = env.ENDPOINT.getByName(newId());
  expect(await stub.take(newId(), { epoch: 1, attempt: 1 })).toBeNull();
  await stub.report({ ticketId: newId(), fence: { epoch: 1, attempt: 1 }, outcome: { kind: "delivered" } });
  await stub.enable();
  const tables = await runInDurableObject(stub, (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master").toArray(),
  );
  expect(tables).toEqual([]);
});

test("disabling is told to the index, and undone there", async ({ expect }) => {
  const tenant = await mintTenant();
  const id = await mintEndpoint(tenant, receiver("status=410"));
  await pinged(tenant, id);
  const disabledAtMs = async () =>
    (await tenant.ctx.db.query.webhookEndpoints.findFirst({ where: (table, { eq }) => eq(table.id, id) }))
      ?.disabledAtMs;
  await expect.poll(disabledAtMs).toEqual(expect.any(Number));
  await env.ENDPOINT.getByName(id).enable();
  expect(await disabledAtMs()).toBeNull();
});
