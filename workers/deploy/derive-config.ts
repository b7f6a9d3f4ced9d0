import { stringify } from "smol-toml";
import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account } from "./account.ts";
import { pulledQueues } from "../dev/pulled-queues.ts";

const HEADER =
  "# Made from wrangler.toml by `npm run deploy`, with the ids of one Cloudflare account. Not to be committed.\n";

/** The wrangler.toml of one account: the repository's, with its ids. Throws when the account lacks a resource. */
export function deriveConfig(config: WranglerConfig, account: Account): string {
  const queueIds = pulledQueues(config).map(({ binding, queue }) => [
    `${binding}_QUEUE_ID`,
    idOf(queue, account.queues.get(queue)?.id),
  ]);
  return (
    HEADER +
    stringify({
      ...config,
      account_id: account.id,
      vars: {
        ...config.vars,
        R2_S3_ENDPOINT: `https://${account.id}.r2.cloudflarestorage.com`,
        CLOUDFLARE_ACCOUNT_ID: account.id,
        ...Object.fromEntries(queueIds),
      },
      d1_databases: config.d1_databases.map((database) => ({
        ...database,
        database_id: idOf(database.database_name, account.databaseIds.get(database.database_name)),
      })),
    })
  );
}

function idOf(name: string, id: string | undefined): string {
  if (id === undefined) throw new Error(`the account has no ${name}`);
  return id;
}
