import { createApp } from "../src/http/app.ts";
import { configureLog } from "../src/http/configure-log.ts";
import { consume } from "./consumers.ts";

export { AccountDO } from "./account.ts";
export { EndpointDO } from "./endpoint.ts";
export { JobDO } from "./job.ts";
export { SynthesisDO } from "./synthesis.ts";

configureLog();

/** The deployed Worker: HTTP surfaces, queue consumers and the Durable Objects. */
export default {
  fetch: createApp().fetch,
  queue: consume,
} satisfies ExportedHandler<Env>;
