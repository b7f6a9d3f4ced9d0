import type { WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account } from "./account.ts";
import { deriveConfig } from "./derive-config.ts";
import type { Step } from "./step.ts";

/** Beside wrangler.toml and ignored by git. */
const CONFIG_FILE = "wrangler.deploy.toml";

/**
 * The steps that bring this version of the Worker to an account that has everything it needs. `secretsFile` holds
 * secrets that the deployed Worker lacks; they arrive with the version, as no secret can be set before the first one.
 */
export function planDeployment(config: WranglerConfig, account: Account, secretsFile: string | undefined): Step[] {
  return [
    {
      title: `write ${CONFIG_FILE}: wrangler.toml with the ids of the account`,
      path: CONFIG_FILE,
      text: deriveConfig(config, account),
    },
    ...config.d1_databases.map(({ database_name }) => ({
      title: `apply the migrations that ${database_name} lacks`,
      wrangler: ["d1", "migrations", "apply", database_name, "--remote", "--config", CONFIG_FILE],
    })),
    {
      title: `deploy the Worker ${config.name}${secretsFile === undefined ? "" : " with the secrets that it lacks"}`,
      wrangler: [
        "deploy",
        "--config",
        CONFIG_FILE,
        ...(secretsFile === undefined ? [] : ["--secrets-file", secretsFile]),
      ],
    },
  ];
}
