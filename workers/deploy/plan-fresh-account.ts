import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account } from "./account.ts";
import { planDeployment } from "./plan-deployment.ts";
import { planProvisioning } from "./plan-provisioning.ts";
import { neededQueues } from "./queue-names.ts";
import type { Step } from "./step.ts";

const EMPTY: Account = {
  id: "<account id>",
  databaseIds: new Map(),
  buckets: new Map(),
  queues: new Map(),
  secrets: new Set(),
};

/** Every step of a first deployment, with placeholders where only the account knows the value. */
export function planFreshAccount(config: WranglerConfig): Step[] {
  const provisioned: Account = {
    ...EMPTY,
    databaseIds: new Map(config.d1_databases.map(({ database_name: name }) => [name, `<id of the database ${name}>`])),
    queues: new Map(neededQueues(config).map((name) => [name, { id: `<id of the queue ${name}>`, isPulled: true }])),
  };
  const secretsFile = `<temporary file with ${config.secrets.required.join(", ")}>`;
  return [...planProvisioning(config, EMPTY), ...planDeployment(config, provisioned, secretsFile)];
}
