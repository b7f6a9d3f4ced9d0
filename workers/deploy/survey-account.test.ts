import { test } from "vitest";
import { planProvisioning } from "./plan-provisioning.ts";
import { surveyAccount } from "./survey-account.ts";
import { SAMPLE, ScriptedWrangler } from "./test-account.ts";
import { WranglerError } from "./wrangler.ts";

test("a fresh account is found empty", async ({ expect }) => {
  const account = await surveyAccount(new ScriptedWrangler().read, "account-1", SAMPLE);
  expect(account).toEqual({
    id: "account-1",
    databaseIds: new Map(),
    buckets: new Map(),
    queues: new Map(),
    secrets: new Set(),
  });
});

test("a provisioned account needs nothing more", async ({ expect }) => {
  const { read } = new ScriptedWrangler();
  for (const step of planProvisioning(SAMPLE, await surveyAccount(read, "account-1", SAMPLE)))
    await read(step.wrangler);
  const account = await surveyAccount(read, "account-1", SAMPLE);
  expect(planProvisioning(SAMPLE, account)).toEqual([]);
  expect(account.databaseIds.get("index")).toBe("uuid-of-index");
  expect(account.queues.get("work")).toEqual({ id: "id-of-work", isPulled: true });
  expect(account.queues.get("work-dlq")).toEqual({ id: "id-of-work-dlq", isPulled: false });
});

test("a provisioning that broke off goes on where it stopped", async ({ expect }) => {
  const { read } = new ScriptedWrangler();
  const steps = planProvisioning(SAMPLE, await surveyAccount(read, "account-1", SAMPLE));
  for (const step of steps.slice(0, 5)) await read(step.wrangler);
  expect(planProvisioning(SAMPLE, await surveyAccount(read, "account-1", SAMPLE))).toEqual(steps.slice(5));
});

test("the secrets of a deployed Worker are known by name", async ({ expect }) => {
  const wrangler = new ScriptedWrangler();
  wrangler.deployWorkerWith(["ADMIN_KEY"]);
  const account = await surveyAccount(wrangler.read, "account-1", SAMPLE);
  expect(account.secrets).toEqual(new Set(["ADMIN_KEY"]));
});

test("a failure other than absence ends the survey", async ({ expect }) => {
  const refused = new WranglerError(["queues", "info", "work"], "Authentication error [code: 10000]");
  const { read } = new ScriptedWrangler();
  const survey = surveyAccount(
    (args) => (args[0] === "queues" ? Promise.reject(refused) : read(args)),
    "account-1",
    SAMPLE,
  );
  await expect(survey).rejects.toBe(refused);
});
