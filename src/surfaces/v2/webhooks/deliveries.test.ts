import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";
import { z } from "zod";
import { mintTenant } from "../../../testing/factories.ts";
import { deliveriesTo, receiver } from "../../../testing/webhooks.ts";
import { answer, call, create, get, ping, read } from "../../../testing/webhook-calls.ts";
import { PingEvent } from "./event-wire.ts";
import { DeliveryList, EndpointWithSecrets, EventList, EventWithData, Ticket, TicketList } from "./wire.ts";

describe("a ping", () => {
  test("reaches the endpoint whatever its filters, signed so that receivers of each kind accept it", async ({
    expect,
  }) => {
    const tenant = await mintTenant();
    const { id, secrets, url } = await create(tenant, { url: receiver("echo"), event_filters: ["tts.jobs.failed"] });
    const { ticket, deliveries } = await ping(tenant, id);
    expect(ticket).toMatchObject({ endpoint_id: id, url });
    const [delivery] = deliveries;
    expect(delivery).toMatchObject({ event_id: ticket.event_id, endpoint_id: id, response_status: 200 });
    const received = z
      .object({ headers: z.record(z.string(), z.string()), body: z.string() })
      .parse(JSON.parse(delivery?.response_body ?? ""));
    expect(received.body).toBe(delivery?.request_body);
    expect(received.headers).toMatchObject(delivery?.request_headers ?? {});
    expect(received.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "prosa-speech-api",
      "x-prosa-event": "webhook.ping",
      "x-prosa-event-uuid": ticket.event_id,
      "x-prosa-signature": expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64},v2=[0-9a-f]{64}$/),
      "webhook-id": ticket.event_id,
    });
    const library = new Webhook(secrets[0]?.standard_key ?? "");
    const told = library.verify(received.body, received.headers);
    expect(told).toMatchObject({ endpoint_id: id });
    expect(PingEvent.parse(told)).toEqual(told);
  });

  test("is an event of the account, with its body", async ({ expect }) => {
    const tenant = await mintTenant();
    const { id } = await create(tenant);
    const { ticket } = await ping(tenant, id);
    const [event] = await answer(EventList, call(tenant, "/events"));
    expect(event).toMatchObject({ id: ticket.event_id, event_type: "webhook.ping" });
    const whole = await answer(EventWithData, call(tenant, `/events/${ticket.event_id.replaceAll("-", "")}`));
    expect(whole).toMatchObject({ ...event, data: { endpoint_id: id } });
  });

  test("is signed with both secrets while the old one lives, and with the new one alone after that", async ({
    expect,
  }) => {
    const tenant = await mintTenant();
    const { id, secrets } = await create(tenant);
    const rotate = (path: string, json?: unknown) =>
      answer(EndpointWithSecrets, call(tenant, `/endpoints/${id}/rotate${path}`, { method: "POST", json }));
    const rotated = await rotate("", { days: 1, hours: 1 });
    expect(rotated.secrets.map(({ id: secretId }) => secretId)).toEqual([expect.any(String), secrets[0]?.id]);
    const [newest, oldest] = rotated.secrets;
    expect(newest?.expired_at).toBeUndefined();
    expect(Math.abs(Date.parse(oldest?.expired_at ?? "") - Date.now() - 25 * 3_600_000)).toBeLessThan(10_000);

    const [both] = (await ping(tenant, id)).deliveries;
    const { "x-prosa-signature": signature = "", ...standard } = both?.request_headers ?? {};
    expect(signature).toMatch(/^t=\d+(,v1=[0-9a-f]{64}){2}(,v2=[0-9a-f]{64}){2}$/);
    for (const { standard_key } of rotated.secrets)
      new Webhook(standard_key).verify(both?.request_body ?? "", standard);

    const { secrets: left } = await rotate("?hours=0");
    expect(left.map(({ id: secretId }) => secretId)).toEqual([expect.any(String), secrets[0]?.id]);
    const third = await rotate("?days=2");
    expect(third.secrets.length).toBe(3);
    const [, , , last] = (await Promise.all([rotate(""), rotate(""), rotate("", {}), rotate("")])).map(
      ({ secrets: { length } }) => length,
    );
    expect(last).toBeLessThanOrEqual(5);
  });
});

describe("an answer", () => {
  test.for([
    ["status=302&location=https%3A%2F%2Fpublic.test%2Felsewhere", 302],
    ["status=500&body=a%00b", 500],
    ["status=404", 404],
  ] as const)("of %s is a failure, on record and not followed", async ([query, status], { expect }) => {
    const tenant = await mintTenant();
    const { id } = await create(tenant, { url: receiver(query) });
    const { deliveries } = await ping(tenant, id);
    expect(deliveries).toMatchObject([{ response_status: status, elapsed_time: expect.any(Number) }]);
    const tickets = await answer(TicketList, call(tenant, `/endpoints/${id}/replay-failed`, { method: "POST" }));
    expect(tickets).toMatchObject([{ endpoint_id: id, event_id: deliveries[0]?.event_id }]);
    const [again, first] = await deliveriesTo(tenant, id, 2);
    expect([again?.row.eventId, again?.body]).toEqual([first?.row.eventId, first?.body]);
  });

  test("that is huge is read for 64 KB", async ({ expect }) => {
    const tenant = await mintTenant();
    const { id } = await create(tenant, { url: receiver("size=60000&times=20") });
    const { deliveries } = await ping(tenant, id);
    expect(deliveries[0]).toMatchObject({ response_status: 200 });
    expect(deliveries[0]?.response_body.length).toBe(65_536);
  });

  test("of 410 disables the endpoint until it is updated", async ({ expect }) => {
    const tenant = await mintTenant();
    const { id } = await create(tenant, { url: receiver("status=410") });
    await ping(tenant, id);
    await expect.poll(async () => (await get(tenant, id)).disabled_at).toEqual(expect.any(String));
    const [delivery] = await answer(DeliveryList, call(tenant, `/endpoints/${id}/deliveries`));
    for (const path of [
      `/endpoints/${id}/test`,
      `/endpoints/${id}/replay-failed`,
      `/deliveries/${delivery?.delivery_id}/replay`,
    ]) {
      const refused = await read(call(tenant, path, { method: "POST" }));
      expect(refused).toMatchObject({ status: 409, body: { status: "endpoint_disabled" } });
    }
    const updated = call(tenant, `/endpoints/${id}`, { method: "PUT", json: { url: receiver() } });
    expect((await answer(EndpointWithSecrets, updated)).disabled_at).toBeNull();
    expect((await ping(tenant, id, 2)).deliveries[0]).toMatchObject({ response_status: 200 });
  });

  test("never comes from a host whose name has turned private: it is not called", async ({ expect }) => {
    const tenant = await mintTenant();
    // Its address is public whenever it is asked for the first time of two.
    const { id } = await create(tenant, { url: "https://rebinding.test/?body=secret" });
    const { deliveries } = await ping(tenant, id);
    expect(deliveries).toMatchObject([{ response_status: null, response_headers: null }]);
    expect(deliveries[0]?.response_body).toMatch(/not public/);
  });
});

test("a delivery may be replayed: the same event and body, a new attempt with a time of its own", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const { id } = await create(tenant);
  const { deliveries, ticket } = await ping(tenant, id);
  const path = `/deliveries/${deliveries[0]?.delivery_id}/replay`;
  const replay = await answer(Ticket, call(tenant, path, { method: "POST" }));
  expect(replay).toMatchObject({ endpoint_id: id, event_id: ticket.event_id });
  const [second, first] = await deliveriesTo(tenant, id, 2);
  expect(second?.row.eventId).toBe(first?.row.eventId);
  expect(second?.body).toBe(first?.body);
  expect(second?.row.id).not.toBe(first?.row.id);
  expect(await answer(TicketList, call(tenant, `/endpoints/${id}/replay-failed`, { method: "POST" }))).toEqual([]);
});

test("lists are bounded by dates, both ends inclusive", async ({ expect }) => {
  const tenant = await mintTenant();
  const { id } = await create(tenant);
  await ping(tenant, id);
  const today = new Date().toISOString().slice(0, 10);
  for (const path of ["/events", `/endpoints/${id}/deliveries`]) {
    const count = async (query: string) =>
      (await answer(z.array(z.unknown()), call(tenant, `${path}?${query}`))).length;
    expect(await count(`from_date=${today}&until_date=${today}`)).toBe(1);
    expect(await count("until_date=2020-01-01")).toBe(0);
    expect(await count("from_date=2100-01-01T00:00:00Z")).toBe(0);
    const malformed = await read(call(tenant, `${path}?from_date=yesterday`));
    expect(malformed).toMatchObject({ status: 422, body: { status: "request_validation_error" } });
  }
});
