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
    /** Set behind the node-key middleware. */
    nodeId: string;
  };
}
