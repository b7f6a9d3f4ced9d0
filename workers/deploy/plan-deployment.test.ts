import { parse } from "smol-toml";
import { test } from "vitest";
import { planDeployment } from "./plan-deployment.ts";
import { SAMPLE, makeAccount } from "./test-account.ts";

const account = makeAccount({ databases: { index: "uuid-1" }, queues: { work: {} } });

function commands(secretsFile: string | undefined): string[] {
  return planDeployment(SAMPLE, account, secretsFile).flatMap((step) =>
    "wrangler" in step ? step.wrangler.join(" ") : [],
  );
}

test("migrations come before the Worker that needs them", ({ expect }) => {
  expect(commands(undefined)).toEqual([
    "d1 migrations apply index --remote --config wrangler.deploy.toml",
    "deploy --config wrangler.deploy.toml",
  ]);
});

test("secrets travel with the deployment, in a file and never as arguments", ({ expect }) => {
  expect(commands("/tmp/secrets.json")).toContain(
    "deploy --config wrangler.deploy.toml --secrets-file /tmp/secrets.json",
  );
});

test("the derived configuration is wrangler.toml with the ids of the account", ({ expect }) => {
  const [file] = planDeployment(SAMPLE, account, undefined);
  const derived = parse(file !== undefined && "text" in file ? file.text : "");
  expect(derived).toEqual({
    ...SAMPLE,
    account_id: "account-1",
    vars: {
      ...SAMPLE.vars,
      R2_S3_ENDPOINT: "https://account-1.r2.cloudflarestorage.com",
      CLOUDFLARE_ACCOUNT_ID: "account-1",
      WORK_QUEUE_ID: "id-of-work",
    },
    d1_databases: [{ ...SAMPLE.d1_databases[0], database_id: "uuid-1" }],
  });
});

test("an account that lacks a queue is refused by the queue's name", ({ expect }) => {
  const lacking = makeAccount({ databases: { index: "uuid-1" } });
  expect(() => planDeployment(SAMPLE, lacking, undefined)).toThrow("the account has no work");
});
