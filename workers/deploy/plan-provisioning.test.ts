import { test } from "vitest";
import { planProvisioning } from "./plan-provisioning.ts";
import { SAMPLE, makeAccount } from "./test-account.ts";

function plan(...[holdings]: Parameters<typeof makeAccount>): string[] {
  return planProvisioning(SAMPLE, makeAccount(holdings)).map((step) => step.wrangler.join(" "));
}

test("an empty account gets database, bucket, queues and pull consumers", ({ expect }) => {
  expect(plan({})).toEqual([
    "d1 create index",
    "r2 bucket create audio",
    "r2 bucket cors set audio --file workers/deploy/cors.json --force",
    "r2 bucket lifecycle add audio abort-incomplete-multipart --abort-multipart-days 1 --force",
    "r2 bucket lifecycle add audio expire-slices slices/ --expire-days 7 --force",
    "r2 bucket lifecycle add audio expire-live live/ --expire-days 7 --force",
    "queues create work-dlq",
    "queues create work",
    "queues create mail",
    "queues consumer http add work --message-retries 3 --visibility-timeout-secs 120 --dead-letter-queue work-dlq",
  ]);
});

test("a bucket that is set up otherwise keeps its CORS policy and its other lifecycle rules", ({ expect }) => {
  const steps = plan({ buckets: { audio: { cors: true, rules: ["expire-slices", "expire-live", "of-the-owner"] } } });
  expect(steps.filter((step) => step.startsWith("r2 "))).toEqual([
    "r2 bucket lifecycle add audio abort-incomplete-multipart --abort-multipart-days 1 --force",
  ]);
});

test("a queue that exists without a consumer gets only the consumer", ({ expect }) => {
  const steps = plan({ queues: { work: {}, "work-dlq": {} } });
  expect(steps.filter((step) => step.startsWith("queues "))).toEqual([
    "queues create mail",
    "queues consumer http add work --message-retries 3 --visibility-timeout-secs 120 --dead-letter-queue work-dlq",
  ]);
});
