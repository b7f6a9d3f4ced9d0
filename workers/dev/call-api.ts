import type { z } from "zod";

/** A deployment and the key that the demo uses there. */
export interface ApiAccess {
  readonly url: string;
  readonly apiKey: string;
}

/** Calls one JSON route of the v1 surface. Throws one line with the server's own words when it refuses. */
export async function callApi<T>(
  { url, apiKey }: ApiAccess,
  path: string,
  schema: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  const response = await fetch(`${url}${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return schema.parse(JSON.parse(text));
}
