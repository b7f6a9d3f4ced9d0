import { z } from "zod";

const Refusal = z.object({ error: z.string() });

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
  if (response.ok) return schema.parse(await response.json());
  const text = await response.text();
  const refusal = response.headers.get("content-type")?.includes("json")
    ? Refusal.safeParse(JSON.parse(text))
    : undefined;
  throw new Error(refusal?.data?.error ?? `${path} answered ${response.status}: ${text}`);
}
