import type { Context } from "../context.ts";

/** What is known of a request before anyone has authenticated. */
export type RequestScope = Omit<Context, "owner">;

/** Types of the Hono apps: the Worker's bindings, and what middleware leaves for handlers. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    scope: RequestScope;
    /** Set behind the API-key middleware. */
    ctx: Context;
    /** What the caller's key permits, also set there; none permit everything. */
    scopes: readonly string[];
    /** Set behind the idempotency middleware: the id of the one thing that this request makes, the same when it is repeated. */
    operationId: string;
    /** Set by a handler whose answer is of no use to a repeated request after this time. */
    replayUntilMs: number | undefined;
    /** Set by a handler whose JSON holds a mark in the place of a stream's base64. */
    base64: { readonly mark: string; readonly bytes: ReadableStream<Uint8Array> } | undefined;
    /** Set behind the node-key middleware. */
    nodeId: string;
  };
}
