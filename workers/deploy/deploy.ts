import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readWranglerConfig, type WranglerConfig } from "../dev/read-wrangler-config.ts";
import type { Account } from "./account.ts";
import { type ChosenSecrets, chooseSecrets } from "./choose-secrets.ts";
import { type DeployConfig, readConfig } from "./config.ts";
import { findAccount } from "./find-account.ts";
import { planDeployment } from "./plan-deployment.ts";
import { planFreshAccount } from "./plan-fresh-account.ts";
import { planProvisioning } from "./plan-provisioning.ts";
import { renderPlan } from "./render-plan.ts";
import { runSteps } from "./run-steps.ts";
import { surveyAccount } from "./survey-account.ts";
import { withSecretsFile } from "./with-secrets-file.ts";
import { openWrangler } from "./wrangler.ts";

const WRANGLER_CONFIG = join(import.meta.dirname, "../../wrangler.toml");

/** `npm run deploy`: creates what the account lacks, then deploys. Safe to run again, also after a failure. */
async function deploy(): Promise<void> {
  const settings = readConfig();
  const config = await readWranglerConfig(WRANGLER_CONFIG);
  if (settings.dryRun) {
    say("the plan for an account that has nothing yet; whatever exists is left as it is\n");
    process.stdout.write(renderPlan(planFreshAccount(config)));
    return;
  }
  const accountId = settings.accountId ?? (await findAccount(openWrangler(settings.environment).read));
  const { read, run } = openWrangler({ ...settings.environment, CLOUDFLARE_ACCOUNT_ID: accountId });

  say(`looking at account ${accountId}`);
  const found = await surveyAccount(read, accountId, config);
  const provisioning = planProvisioning(config, found);
  await runSteps(provisioning, read);
  const account = provisioning.length === 0 ? found : await surveyAccount(read, accountId, config);

  const secrets = pickSecrets(settings, config, account);
  // Told before they are sent: a deployment can fail after the Worker has taken them.
  for (const name of secrets.generated) say(`made ${name}, shown only now: ${secrets.values[name] ?? ""}`);
  await withSecretsFile(secrets.values, (path) => runSteps(planDeployment(config, account, path), run));
}

function pickSecrets({ environment }: DeployConfig, config: WranglerConfig, account: Account): ChosenSecrets {
  const secrets = chooseSecrets({
    accountId: account.id,
    bucket: config.vars["R2_BUCKET"] ?? "",
    required: config.secrets.required,
    present: account.secrets,
    environment,
    generate: () => randomBytes(32).toString("hex"),
  });
  if (secrets.missing.length > 0) {
    const lines = secrets.missing.map((line) => `  ${line}`).join("\n");
    throw new Error(`put these secrets into the environment and run this again:\n${lines}`);
  }
  return secrets;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  await deploy();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
