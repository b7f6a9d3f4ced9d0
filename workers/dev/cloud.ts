import type { CloudEnv } from "./cloud/cloud-env.ts";
import { answerQueuesApi } from "./cloud/queues-api.ts";
import { goOut } from "./cloud/go-out.ts";

export { PullQueue } from "./cloud/pull-queue.ts";
export { PushQueue } from "./cloud/push-queue.ts";
export { QueueProducer } from "./cloud/queue-producer.ts";

/**
 * The outside world of a local Worker: whatever it fetches comes here. Calls to Cloudflare's API and resolver
 * are answered, all else goes on to the network.
 */
export default {
  async fetch(request, env) {
    switch (new URL(request.url).hostname) {
      case "api.cloudflare.com":
        return await answerQueuesApi(request, env);
      case "cloudflare-dns.com":
        return await env.RESOLVER.fetch(request);
      default:
        return await goOut(request, env);
    }
  },
} satisfies ExportedHandler<CloudEnv>;
