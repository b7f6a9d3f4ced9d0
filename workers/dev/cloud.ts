import type { CloudEnv } from "./cloud/cloud-env.ts";
import { answerQueuesApi } from "./cloud/queues-api.ts";

export { PullQueue } from "./cloud/pull-queue.ts";
export { PushQueue } from "./cloud/push-queue.ts";
export { QueueProducer } from "./cloud/queue-producer.ts";

/**
 * The outside world of a local Worker: whatever it fetches comes here. Calls to Cloudflare's API are answered, all else
 * goes on to the network.
 */
export default {
  async fetch(request, env) {
    const { hostname } = new URL(request.url);
    return hostname === "api.cloudflare.com" ? await answerQueuesApi(request, env) : await fetch(request);
  },
} satisfies ExportedHandler<CloudEnv>;
