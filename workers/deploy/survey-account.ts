import { z } from "zod";
import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account, AccountQueue, Bucket } from "./account.ts";
import { neededQueues } from "./queue-names.ts";
import { type Wrangler, WranglerError } from "./wrangler.ts";

type Read = Wrangler["read"];

const Databases = z.array(z.object({ name: z.string(), uuid: z.string() }));
const Consumers = z.array(z.object({ type: z.string() }));
const Secrets = z.array(z.object({ name: z.string() }));

/** What wrangler says of a bucket, CORS policy, queue or Worker that does not exist. */
const ABSENT = {
  bucket: /\[code: 10006\]/,
  cors: /\[code: 10059\]|CORS configuration does not exist/,
  queue: /Queue ".*" does not exist/,
  worker: /Worker ".*" not found/,
};

/** Looks at an account for everything that the Worker needs there; changes nothing. Throws when it cannot be read. */
export async function surveyAccount(read: Read, accountId: string, config: WranglerConfig): Promise<Account> {
  const [databases, buckets, queues, secrets] = await Promise.all([
    read(["d1", "list", "--json"]).then((output) => parseJson(output, Databases)),
    surveyEach(
      config.r2_buckets.map((bucket) => bucket.bucket_name),
      (name) => surveyBucket(read, name),
    ),
    surveyEach(neededQueues(config), (name) => surveyQueue(read, name)),
    readUnless(ABSENT.worker, read, ["secret", "list", "--name", config.name]),
  ]);
  return {
    id: accountId,
    databaseIds: new Map(databases.map(({ name, uuid }) => [name, uuid])),
    buckets,
    queues,
    secrets: new Set(secrets === undefined ? [] : parseJson(secrets, Secrets).map(({ name }) => name)),
  };
}

async function surveyBucket(read: Read, name: string): Promise<Bucket | undefined> {
  const bucket = await readUnless(ABSENT.bucket, read, ["r2", "bucket", "info", name, "--json"]);
  if (bucket === undefined) return undefined;
  const [cors, lifecycle] = await Promise.all([
    readUnless(ABSENT.cors, read, ["r2", "bucket", "cors", "list", name]),
    read(["r2", "bucket", "lifecycle", "list", name]),
  ]);
  return {
    hasCors: cors !== undefined && /^allowed_methods:/m.test(cors),
    lifecycleRules: new Set(Array.from(lifecycle.matchAll(/^name:\s+(.+?)\s*$/gm), ([, rule]) => rule ?? "")),
  };
}

async function surveyQueue(read: Read, name: string): Promise<AccountQueue | undefined> {
  const info = await readUnless(ABSENT.queue, read, ["queues", "info", name]);
  if (info === undefined) return undefined;
  const id = /^Queue ID: (\S+)$/m.exec(info)?.[1];
  if (id === undefined) throw new Error(`wrangler queues info ${name} names no id`);
  const consumers = parseJson(await read(["queues", "consumer", "list", name, "--json"]), Consumers);
  return { id, isPulled: consumers.some(({ type }) => type === "http_pull") };
}

/** The results by name, without those that do not exist. */
async function surveyEach<T>(
  names: readonly string[],
  survey: (name: string) => Promise<T | undefined>,
): Promise<Map<string, T>> {
  const results = await Promise.all(names.map(async (name) => [name, await survey(name)] as const));
  return new Map(results.flatMap(([name, result]) => (result === undefined ? [] : [[name, result]])));
}

/** Undefined when the command fails because the thing does not exist. */
async function readUnless(absent: RegExp, read: Read, args: readonly string[]): Promise<string | undefined> {
  try {
    return await read(args);
  } catch (error) {
    if (error instanceof WranglerError && absent.test(error.output)) return undefined;
    throw error;
  }
}

function parseJson<T>(output: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(output));
}
