import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account, AccountQueue, Bucket } from "./account.ts";
import { type Wrangler, WranglerError } from "./wrangler.ts";

/** A wrangler.toml with one pulled queue and its dead letters. */
export const SAMPLE: WranglerConfig = {
  name: "speech",
  main: "/repo/api.ts",
  compatibility_date: "2026-11-01",
  compatibility_flags: [],
  vars: { R2_BUCKET: "audio", WORK_QUEUE_ID: "", RETENTION_HOURS: "0" },
  secrets: { required: ["ADMIN_KEY"] },
  d1_databases: [{ binding: "DB", database_name: "index", database_id: "0", migrations_dir: "/repo/migrations" }],
  r2_buckets: [{ binding: "AUDIO", bucket_name: "audio" }],
  durable_objects: { bindings: [] },
  exports: {},
  queues: {
    producers: [
      { binding: "WORK", queue: "work" },
      { binding: "MAIL", queue: "mail" },
    ],
    consumers: [{ queue: "mail" }, { queue: "work-dlq" }],
  },
};

interface Holdings {
  readonly databases?: Readonly<Record<string, string>>;
  readonly buckets?: Readonly<Record<string, Partial<{ cors: boolean; rules: readonly string[] }>>>;
  readonly queues?: Readonly<Record<string, Partial<AccountQueue>>>;
  readonly secrets?: readonly string[];
}

/** An account for planning; what is not named is not there. */
export function makeAccount({ databases = {}, buckets = {}, queues = {}, secrets = [] }: Holdings): Account {
  return {
    id: "account-1",
    databaseIds: new Map(Object.entries(databases)),
    buckets: new Map(Object.entries(buckets).map(([name, bucket]) => [name, makeBucket(bucket)])),
    queues: new Map(
      Object.entries(queues).map(([name, queue]) => [name, { id: `id-of-${name}`, isPulled: false, ...queue }]),
    ),
    secrets: new Set(secrets),
  };
}

function makeBucket({ cors = false, rules = [] }: { cors?: boolean; rules?: readonly string[] }): Bucket {
  return { hasCors: cors, lifecycleRules: new Set(rules) };
}

/**
 * Cloudflare as wrangler 4.156.2 shows it: commands that create change what later commands print. Texts and layouts
 * are those of the real command, cut to the lines that matter.
 */
export class ScriptedWrangler {
  readonly #databases = new Map<string, string>();
  readonly #buckets = new Map<string, { cors: boolean; rules: string[] }>();
  readonly #queues = new Map<string, { type: string }[]>();
  #secrets: string[] | undefined;

  deployWorkerWith(secrets: readonly string[]): void {
    this.#secrets = [...secrets];
  }

  readonly read: Wrangler["read"] = async (args) => {
    const [area, verb, ...rest] = args;
    switch (`${area} ${verb}`) {
      case "d1 list":
        return JSON.stringify([...this.#databases].map(([name, uuid]) => ({ name, uuid, version: "production" })));
      case "d1 create":
        this.#databases.set(rest[0] ?? "", `uuid-of-${rest[0]}`);
        return "Successfully created DB";
      case "r2 bucket":
        return this.#bucket(args, rest);
      case "queues create":
        this.#queues.set(rest[0] ?? "", []);
        return "Created queue";
      case "queues info":
        this.#queue(args, rest[0]);
        return `Queue Name: ${rest[0]}\nQueue ID: id-of-${rest[0]}\nCreated On: 2026\nNumber of Consumers: 0\n`;
      case "queues consumer":
        if (rest[0] === "list") return JSON.stringify(this.#queue(args, rest[1]));
        this.#queue(args, rest[2]).push({ type: "http_pull" });
        return "Added consumer";
      case "secret list":
        if (this.#secrets === undefined) throw new WranglerError(args, 'X [ERROR] Worker "speech" not found.');
        return JSON.stringify(this.#secrets.map((name) => ({ name, type: "secret_text" })));
      default:
        throw new WranglerError(args, "X [ERROR] Unknown arguments");
    }
  };

  #bucket(args: readonly string[], [verb, second = "", third = "", fourth = ""]: readonly string[]): string {
    if (verb === "create") {
      this.#buckets.set(second, { cors: false, rules: ["Default Multipart Abort Rule"] });
      return "Created bucket";
    }
    const bucket = this.#buckets.get(verb === "info" ? second : third);
    if (bucket === undefined) throw new WranglerError(args, "The specified bucket does not exist. [code: 10006]");
    switch (`${verb} ${second}`) {
      case "cors set":
        bucket.cors = true;
        return "Set CORS configuration";
      case "cors list":
        if (!bucket.cors) throw new WranglerError(args, "The CORS configuration does not exist. [code: 10059]");
        return "Listing CORS rules\nallowed_origins:  *\nallowed_methods:  PUT\n";
      case "lifecycle add":
        bucket.rules.push(fourth);
        return "Added lifecycle rule";
      case "lifecycle list":
        return bucket.rules.map((name) => `name:     ${name}\nenabled:  Yes\nprefix:   (all prefixes)\n`).join("\n");
      default:
        return JSON.stringify({ name: second });
    }
  }

  #queue(args: readonly string[], name = ""): { type: string }[] {
    const consumers = this.#queues.get(name);
    if (consumers === undefined)
      throw new WranglerError(args, `X [ERROR] Queue "${name}" does not exist. To create it, …`);
    return consumers;
  }
}
