import type { z } from "zod";
import { send, type Tenant, type TestRequest } from "./factories.ts";
import { deliveriesTo, receiver } from "./webhooks.ts";
import { DeliveryList, EndpointWithSecrets, Ticket } from "../surfaces/v2/webhooks/wire.ts";

export const BASE = "/v2/speech/webhooks";

export function call({ apiKey }: Tenant, path: string, request: TestRequest = {}): Promise<Response> {
  return send(`${BASE}${path}`, { ...request, headers: { "x-api-key": apiKey, ...request.headers } });
}

export async function answer<S extends z.ZodType>(schema: S, response: Promise<Response>): Promise<z.output<S>> {
  const { status, body } = await read(response);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return schema.parse(body);
}

export async function read(response: Promise<Response>): Promise<{ status: number; body: unknown }> {
  const { status } = await response;
  return { status, body: await (await response).json() };
}

export function create(tenant: Tenant, json: Record<string, unknown> = {}) {
  return answer(EndpointWithSecrets, call(tenant, "/endpoints", { json: { url: receiver(), ...json } }));
}

export function get(tenant: Tenant, id: string) {
  return answer(EndpointWithSecrets, call(tenant, `/endpoints/${id}`));
}

/** Sends a ping and gives the deliveries so far, newest first. */
export async function ping(tenant: Tenant, id: string, deliveries = 1) {
  const ticket = await answer(Ticket, call(tenant, `/endpoints/${id}/test`, { method: "POST" }));
  await deliveriesTo(tenant, id, deliveries);
  return { ticket, deliveries: await answer(DeliveryList, call(tenant, `/endpoints/${id}/deliveries`)) };
}
