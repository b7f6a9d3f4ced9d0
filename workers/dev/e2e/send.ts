import { inject } from "vitest";

export interface TestRequest {
  readonly method?: string;
  /** Sent as `Authorization: Bearer`. */
  readonly key?: string;
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
}

/** Sends one request to the suite's deployment; POST when it has a body and names no other method. */
export async function send(path: string, { method, key, json, body, headers }: TestRequest = {}): Promise<Answer> {
  const content = json === undefined ? body : JSON.stringify(json);
  const response = await fetch(`${inject("url")}${path}`, {
    method: method ?? (content === undefined ? "GET" : "POST"),
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(content !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(content !== undefined && { body: content }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
