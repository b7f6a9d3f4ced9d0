import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { configDefaults, defineConfig } from "vitest/config";
import { dnsResolver } from "./workers/dev/answer-dns.ts";
import { bundleWorker } from "./workers/dev/bundle-worker.ts";
import { apiWorker, cloudWorker } from "./workers/dev/local-workers.ts";
import { readWranglerConfig } from "./workers/dev/read-wrangler-config.ts";
import { answerForTestHost, lookupTestHosts } from "./workers/dev/test-internet.ts";

const root = import.meta.dirname;

/** What the plugin calls the Worker of the project `workerd`. */
const RUNNER = "vitest-plugin-runner-workerd";

/** Value of every secret under test. */
const TEST_SECRET = "0123456789abcdef0123456789abcdef";

/** These end what hangs; nothing is measured by them, and processes start slowly on a busy machine. */
const PATIENCE = { testTimeout: 30_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000, interval: 10 } } };

/** The Worker of wrangler.toml with the stand-in for Cloudflare's queues beside it, bound as the local stack binds it. */
const workerd = cloudflareTest(async () => {
  const config = await readWranglerConfig(`${root}/wrangler.toml`);
  const secrets = Object.fromEntries(config.secrets.required.map((name) => [name, TEST_SECRET]));
  const vars = { R2_S3_ENDPOINT: "http://127.0.0.1:8787/cdn-cgi/local/r2/s3" };
  const cloud = await bundleWorker(`${root}/workers/dev/cloud.ts`);
  const resolver = dnsResolver(lookupTestHosts());
  const cloudValues = { queuesApiToken: TEST_SECRET, resolver, internet: answerForTestHost, consumer: RUNNER };
  return {
    main: config.main,
    miniflare: {
      ...apiWorker(config, { secrets, vars }),
      modulesRules: [{ type: "CompiledWasm", include: ["**/*.wasm"] }],
      workers: [{ ...cloudWorker(config, cloudValues), modules: cloud }],
    },
  };
});

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...PATIENCE,
          name: "node",
          include: ["inference-node/**/*.test.ts", "workers/dev/**/*.test.ts", "workers/deploy/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "workers/dev/e2e/**"],
        },
      },
      {
        plugins: [workerd],
        test: {
          ...PATIENCE,
          name: "workerd",
          include: ["src/**/*.test.ts", "workers/*.test.ts"],
          setupFiles: ["src/testing/setup.ts"],
          // One runtime for all files: each would spend seconds to load the Worker again, and every test mints its own owner.
          isolate: false,
          provide: { migrations: await readD1Migrations(`${root}/migrations`) },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["workers/dev/e2e/*.test.ts"],
          globalSetup: ["workers/dev/e2e/global-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
