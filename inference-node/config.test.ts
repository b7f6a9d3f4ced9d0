import { test } from "vitest";
import { ConfigError, readConfig, SETTINGS } from "./config.ts";

const needed = { VOXEDGE_URL: "http://127.0.0.1:8787/", VOXEDGE_NODE_KEY: "secret" };

test("needs only a URL and a key", ({ expect }) => {
  expect(readConfig([], needed, 8)).toEqual({
    url: "http://127.0.0.1:8787",
    key: "secret",
    modelsFolder: undefined,
    vadFile: undefined,
    device: "auto",
    concurrency: 4,
    threads: 2,
    metricsPort: undefined,
    logLevel: "info",
    environment: needed,
  });
});

test("runs one chunk on one thread on a single core", ({ expect }) => {
  expect(readConfig([], needed, 1)).toMatchObject({ concurrency: 1, threads: 1 });
});

test("prefers a flag to its variable", ({ expect }) => {
  const args = ["--url", "https://example.test", "--concurrency=3", "--metrics-port", "0"];
  const config = readConfig(args, { ...needed, VOXEDGE_CONCURRENCY: "9" }, 8);
  expect(config).toMatchObject({ url: "https://example.test", concurrency: 3, threads: 2, metricsPort: 0 });
});

test("takes an empty variable as unset", ({ expect }) => {
  expect(readConfig([], { ...needed, VOXEDGE_DEVICE: "" }, 2).device).toBe("auto");
});

test.for([
  [["--colour", "red"], {}, "Unknown option '--colour'"],
  [["extra"], {}, "Unexpected argument 'extra'"],
  [[], { VOXEDGE_COLOUR: "red" }, "unknown setting VOXEDGE_COLOUR"],
  [["--url", "ftp://a"], {}, "--url (VOXEDGE_URL) must be an http or https URL"],
  [["--device", "tpu"], {}, "--device (VOXEDGE_DEVICE) must be one of auto, cuda, webgpu, cpu"],
  [["--concurrency", "0"], {}, "--concurrency (VOXEDGE_CONCURRENCY) must be a whole number from 1 to 100"],
  [["--threads", "1.5"], {}, "--threads (VOXEDGE_THREADS) must be a whole number from 1 to 256"],
  [["--key", "two words"], {}, "--key (VOXEDGE_NODE_KEY) must be a node key"],
  [["--vad", ""], {}, "--vad (VOXEDGE_VAD) must be a file"],
  [["--models", ""], {}, "--models (VOXEDGE_MODELS) must be a folder"],
  [[], { VOXEDGE_NODE_KEY: "" }, "--key (VOXEDGE_NODE_KEY) is missing: the node's own key"],
] as const)("refuses %j %j with one line that names the setting", ([args, env, message], { expect }) => {
  const reading = () => readConfig(args, { ...needed, ...env }, 2);
  expect(reading).toThrow(ConfigError);
  expect(reading).toThrow(message);
  expect(reading).not.toThrow(/\n/);
});

test("documents every setting", ({ expect }) => {
  for (const [flag, setting] of Object.entries(SETTINGS)) {
    expect(setting.env, flag).toMatch(/^VOXEDGE_[A-Z_]+$/);
    expect(
      [setting.unit, setting.default, setting.meaning].every((text) => text.length > 0),
      flag,
    ).toBe(true);
  }
});
