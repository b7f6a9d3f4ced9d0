import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";

const QueueConsumer = z.strictObject({
  queue: z.string(),
  max_batch_size: z.int().optional(),
  max_batch_timeout: z.number().optional(),
  max_retries: z.int().optional(),
  dead_letter_queue: z.string().optional(),
  retry_delay: z.int().optional(),
});

/**
 * The parts of wrangler.toml that the local stack simulates. Strict, so that a section which it does not know stops the
 * start instead of making the local Worker differ from the deployed one in silence.
 */
const WranglerConfig = z.strictObject({
  name: z.string(),
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  vars: z.record(z.string(), z.string()).default({}),
  secrets: z.strictObject({ required: z.array(z.string()) }).default({ required: [] }),
  d1_databases: z
    .array(
      z.strictObject({
        binding: z.string(),
        database_name: z.string(),
        database_id: z.string(),
        migrations_dir: z.string().default("migrations"),
      }),
    )
    .default([]),
  r2_buckets: z.array(z.strictObject({ binding: z.string(), bucket_name: z.string() })).default([]),
  durable_objects: z
    .strictObject({ bindings: z.array(z.strictObject({ name: z.string(), class_name: z.string() })) })
    .default({ bindings: [] }),
  exports: z
    .record(z.string(), z.strictObject({ type: z.literal("durable-object"), storage: z.literal("sqlite") }))
    .default({}),
  queues: z
    .strictObject({
      producers: z.array(z.strictObject({ binding: z.string(), queue: z.string() })).default([]),
      consumers: z.array(QueueConsumer).default([]),
    })
    .default({ producers: [], consumers: [] }),
  // Without meaning for one local process.
  observability: z.unknown().optional(),
  limits: z.unknown().optional(),
  placement: z.unknown().optional(),
});
export type WranglerConfig = z.infer<typeof WranglerConfig>;

/** Reads a wrangler.toml; paths inside come back absolute. Throws with one line that names file and key. */
export async function readWranglerConfig(path: string): Promise<WranglerConfig> {
  const parsed = WranglerConfig.safeParse(parse(await readFile(path, "utf8")));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${path}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""} (the local stack cannot run it)`);
  }
  const config = parsed.data;
  const root = dirname(path);
  for (const database of config.d1_databases) database.migrations_dir = resolve(root, database.migrations_dir);
  return { ...config, main: resolve(root, config.main) };
}
