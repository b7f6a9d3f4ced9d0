import { parseFlags } from "../dev/parse-flags.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface DeployConfig {
  /** Print the plan and do nothing. */
  readonly dryRun: boolean;
  /** Needed when the login reaches several accounts. */
  readonly accountId: string | undefined;
  /** The whole environment: wrangler finds its login there, and secrets that a person made elsewhere arrive in it. */
  readonly environment: Environment;
}

/** Settings of `npm run deploy`. Throws one clear line for an unknown flag. */
export function readConfig(
  args: readonly string[] = process.argv.slice(2),
  environment: Environment = process.env,
): DeployConfig {
  const { values } = parseFlags({ args: [...args], options: { "dry-run": { type: "boolean", default: false } } });
  return {
    dryRun: values["dry-run"],
    accountId: environment["CLOUDFLARE_ACCOUNT_ID"] || undefined,
    environment,
  };
}
