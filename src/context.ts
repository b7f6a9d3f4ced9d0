import type { Logger } from "@logtape/logtape";
import type { Database } from "./db/client.ts";

/** What every verb is given first: built once per invocation, never global. `owner` is the account that acts. */
export interface Context {
  readonly env: Env;
  readonly db: Database;
  readonly log: Logger;
  readonly owner: string;
  readonly requestId: string;
}
