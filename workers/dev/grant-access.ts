import { z } from "zod";
import type { Credentials } from "./credentials.ts";

const CreatedAccount = z.object({ api_key: z.string() });
const CreatedNode = z.object({ key: z.string() });

/** Asks a running Worker for the account and node keys that the credentials lack; returns them completed. */
export async function grantAccess(url: string, credentials: Credentials, nodes: number): Promise<Credentials> {
  const adminKey = credentials.secrets["ADMIN_KEY"] ?? "";
  const apiKey = credentials.apiKey ?? (await createAccount(url, adminKey));
  const nodeKeys = [...credentials.nodeKeys];
  while (nodeKeys.length < nodes) nodeKeys.push(await createNode(url, adminKey, `local-${nodeKeys.length + 1}`));
  return { ...credentials, apiKey, nodeKeys };
}

async function createAccount(url: string, adminKey: string): Promise<string> {
  return CreatedAccount.parse(await post(`${url}/admin/accounts`, adminKey, { name: "local" })).api_key;
}

async function createNode(url: string, adminKey: string, name: string): Promise<string> {
  return CreatedNode.parse(await post(`${url}/admin/nodes`, adminKey, { name })).key;
}

async function post(url: string, adminKey: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: "POST",
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${url} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
