import type { LegacyWorkerOptions } from "miniflare";
import { pulledQueues } from "./pulled-queues.ts";
import type { WranglerConfig } from "./read-wrangler-config.ts";

/** A worker without its source, in the one option shape that Miniflare and the vitest plugin share. */
type Bindings = Omit<LegacyWorkerOptions, "script" | "scriptPath" | "modules" | "modulesRoot">;

const CLOUD = "cloud";

interface Values {
  readonly secrets: Readonly<Record<string, string>>;
  /** Replace those of wrangler.toml. */
  readonly vars: Readonly<Record<string, string>>;
}

/** The Worker of wrangler.toml, bound to simulations on this machine; what it fetches goes through the cloud stand-in. */
export function apiWorker(config: WranglerConfig, { secrets, vars }: Values): Bindings {
  const { R2_ACCESS_KEY_ID: accessKeyId = "", R2_SECRET_ACCESS_KEY: secretAccessKey = "" } = secrets;
  return {
    name: config.name,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: config.compatibility_flags,
    bindings: {
      ...config.vars,
      CLOUDFLARE_ACCOUNT_ID: "local",
      // The stand-in uses a queue's name as its id.
      ...mapValues(pulledQueues(config), ({ binding, queue }) => [`${binding}_QUEUE_ID`, queue]),
      ...vars,
      ...secrets,
    },
    d1Databases: mapValues(config.d1_databases, ({ binding, database_id }) => [binding, database_id]),
    r2Buckets: mapValues(config.r2_buckets, ({ binding, bucket_name }) => [
      binding,
      { id: bucket_name, s3Credentials: { accessKeyId, secretAccessKey } },
    ]),
    durableObjects: mapValues(config.durable_objects.bindings, ({ name, class_name }) => [
      name,
      { className: class_name, useSQLite: config.exports[class_name]?.storage === "sqlite" },
    ]),
    serviceBindings: mapValues(config.queues.producers, ({ binding, queue }) => [
      binding,
      { name: CLOUD, entrypoint: "QueueProducer", props: { queue } },
    ]),
    queueConsumers: mapValues(deadLetterConsumers(config), (consumer) => [
      consumer.queue,
      {
        maxBatchSize: consumer.max_batch_size,
        maxBatchTimeout: consumer.max_batch_timeout,
        maxRetries: consumer.max_retries,
        deadLetterQueue: consumer.dead_letter_queue,
        retryDelay: consumer.retry_delay,
      },
    ]),
    outboundService: CLOUD,
  };
}

type Service = NonNullable<Bindings["serviceBindings"]>[string];

interface CloudValues {
  readonly queuesApiToken: string;
  /** Answers DNS over HTTPS in JSON. */
  readonly resolver: Service;
  /** Answers for every host that goes by a name. */
  readonly internet: Service;
  /** The name under which that Worker runs, where it is not the one of wrangler.toml. */
  readonly consumer?: string;
}

/** The stand-in for Cloudflare's account and network that {@link apiWorker} needs beside it. */
export function cloudWorker(config: WranglerConfig, values: CloudValues): Bindings {
  const { queuesApiToken, resolver, internet, consumer = config.name } = values;
  const pulled = pulledQueues(config).map(({ queue }) => queue);
  const queues = config.queues.producers.map(({ queue }) => queue);
  return {
    name: CLOUD,
    compatibilityDate: config.compatibility_date,
    compatibilityFlags: ["service_binding_extra_handlers"],
    bindings: {
      QUEUES: queues,
      PUSHED_QUEUES: queues.filter((queue) => !pulled.includes(queue)),
      QUEUES_API_TOKEN: queuesApiToken,
    },
    durableObjects: {
      PULL_QUEUE: { className: "PullQueue", useSQLite: true },
      PUSH_QUEUE: { className: "PushQueue", useSQLite: true },
    },
    serviceBindings: { CONSUMER: consumer, RESOLVER: resolver, INTERNET: internet },
    queueProducers: mapValues(pulled, (queue) => [`${queue}-dlq`, `${queue}-dlq`]),
    // A request with `Host: api.cloudflare.com` on the stack's own port speaks to the Queues API from outside.
    routes: ["api.cloudflare.com/*"],
  };
}

/** Consumers of what pulled queues gave up on: messages that only Miniflare's own simulation carries. */
function deadLetterConsumers({ queues }: WranglerConfig): WranglerConfig["queues"]["consumers"] {
  const produced = new Set(queues.producers.map(({ queue }) => queue));
  return queues.consumers.filter(({ queue }) => !produced.has(queue));
}

function mapValues<T, V>(items: readonly T[], entry: (item: T) => [string, V]): Record<string, V> {
  return Object.fromEntries(items.map(entry));
}
