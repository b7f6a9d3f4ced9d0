import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account } from "./account.ts";
import { pulledQueues } from "../dev/pulled-queues.ts";
import { deadLettersOf, neededQueues } from "./queue-names.ts";
import type { WranglerStep } from "./step.ts";

const CORS_FILE = "workers/deploy/cors.json";

/** A job that ends deletes its own slices; these rules take what a lost job or a broken upload leaves behind. */
const LIFECYCLE_RULES = [
  { name: "abort-incomplete-multipart", args: ["--abort-multipart-days", "1"] },
  { name: "expire-slices", args: ["slices/", "--expire-days", "7"] },
  { name: "expire-live", args: ["live/", "--expire-days", "7"] },
];

/** Deliveries after the first one; the job's own watchdog tries four times in all. */
const MAX_RETRIES = 3;
/** Used when a pull names no visibility timeout of its own; nodes do. */
const VISIBILITY_TIMEOUT_SECONDS = 120;

/** The commands that create what the account lacks, in order. What exists is left as it is, however it is set up. */
export function planProvisioning(config: WranglerConfig, account: Account): WranglerStep[] {
  return [
    ...config.d1_databases.flatMap(({ database_name }) => planDatabase(database_name, account)),
    ...config.r2_buckets.flatMap(({ bucket_name }) => planBucket(bucket_name, account)),
    ...neededQueues(config).flatMap((queue) => planQueue(queue, account)),
    ...pulledQueues(config).flatMap(({ queue }) => planPullConsumer(queue, account)),
  ];
}

function planDatabase(name: string, { databaseIds }: Account): WranglerStep[] {
  if (databaseIds.has(name)) return [];
  return [{ title: `create the D1 database ${name}`, wrangler: ["d1", "create", name] }];
}

function planBucket(name: string, { buckets }: Account): WranglerStep[] {
  const bucket = buckets.get(name);
  const steps: WranglerStep[] = [];
  if (bucket === undefined) {
    steps.push({ title: `create the R2 bucket ${name}`, wrangler: ["r2", "bucket", "create", name] });
  }
  if (!bucket?.hasCors) {
    steps.push({
      title: `let browsers of any origin PUT to ${name} and read the ETag`,
      wrangler: ["r2", "bucket", "cors", "set", name, "--file", CORS_FILE, "--force"],
    });
  }
  for (const rule of LIFECYCLE_RULES) {
    if (bucket?.lifecycleRules.has(rule.name)) continue;
    steps.push({
      title: `add the lifecycle rule ${rule.name} to ${name}`,
      wrangler: ["r2", "bucket", "lifecycle", "add", name, rule.name, ...rule.args, "--force"],
    });
  }
  return steps;
}

function planQueue(name: string, { queues }: Account): WranglerStep[] {
  if (queues.has(name)) return [];
  return [{ title: `create the queue ${name}`, wrangler: ["queues", "create", name] }];
}

function planPullConsumer(queue: string, { queues }: Account): WranglerStep[] {
  if (queues.get(queue)?.isPulled) return [];
  const settings = {
    "--message-retries": String(MAX_RETRIES),
    "--visibility-timeout-secs": String(VISIBILITY_TIMEOUT_SECONDS),
    "--dead-letter-queue": deadLettersOf(queue),
  };
  return [
    {
      title: `let nodes pull ${queue} over HTTP`,
      wrangler: ["queues", "consumer", "http", "add", queue, ...Object.entries(settings).flat()],
    },
  ];
}
