import type { ApiAccess } from "../workers/dev/call-api.ts";

const AT_ONCE = 16;

interface Stage {
  readonly access: ApiAccess;
  /** Answers to wait for, sixteen at a time. */
  readonly requests: number;
  readonly signal: AbortSignal;
}

/** Jobs created per second. */
export async function measureCreation(stage: Stage, objectKey: string): Promise<number> {
  const { url, apiKey } = stage.access;
  const headers = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const body = JSON.stringify({ object_key: objectKey });
  return rate(stage, `${url}/v1/transcriptions`, { method: "POST", headers, body });
}

/** Answers per second of the route that does nothing. */
export async function measureNoOp(stage: Stage): Promise<number> {
  return rate(stage, `${stage.access.url}/healthz`, {});
}

async function rate({ requests, signal }: Stage, url: string, init: RequestInit): Promise<number> {
  let left = requests;
  async function client(): Promise<void> {
    while (left-- > 0) {
      const response = await fetch(url, { ...init, signal });
      const text = await response.text();
      if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    }
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return (requests * 1000) / (performance.now() - startedAt);
}
