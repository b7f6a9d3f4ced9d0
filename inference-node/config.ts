import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import { DEVICES as REAL_DEVICES } from "./recognize/device.ts";

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));

const DEVICES = ["auto", ...REAL_DEVICES] as const;
const LOG_LEVELS = ["debug", "info", "warning", "error"] as const;

interface Setting {
  readonly env: string;
  /** Reads the text of a flag or variable. */
  readonly schema: z.ZodType;
  /** What a valid value is; completes the sentence "must be …". */
  readonly form: string;
  readonly unit: string;
  readonly default: string;
  readonly meaning: string;
}

/** Every setting of a node, keyed by its flag. A flag wins over its environment variable; an empty variable is unset. */
export const SETTINGS = {
  url: {
    env: "VOXEDGE_URL",
    schema: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
    form: "an http or https URL",
    unit: "URL",
    default: "required",
    meaning: "the deployment that this node works for",
  },
  key: {
    env: "VOXEDGE_NODE_KEY",
    schema: z.string().regex(/^[\x21-\x7e]+$/),
    form: "a node key",
    unit: "text",
    default: "required",
    meaning: "the node's own key; prefer the variable, flags show in process lists",
  },
  models: {
    env: "VOXEDGE_MODELS",
    schema: z.string().min(1),
    form: "a folder",
    unit: "path",
    default: "none",
    meaning: "folder of recognition models; without it the embedded English model answers",
  },
  vad: {
    env: "VOXEDGE_VAD",
    schema: z.string().min(1),
    form: "a file",
    unit: "path",
    default: "silero_vad.onnx in the models folder, else none",
    meaning: "Silero's voice activity model as ONNX, v5 or older; without it WebRTC's detector finds speech",
  },
  device: {
    env: "VOXEDGE_DEVICE",
    schema: z.enum(DEVICES),
    form: `one of ${DEVICES.join(", ")}`,
    unit: "name",
    default: "auto",
    meaning: "where models run; auto takes the first that works of cuda, webgpu, cpu",
  },
  concurrency: {
    env: "VOXEDGE_CONCURRENCY",
    schema: wholeNumber(1, 100),
    form: "a whole number from 1 to 100",
    unit: "chunks",
    default: "half the cores, at least 1",
    meaning: "chunks recognized at once, each in an engine process of its own",
  },
  threads: {
    env: "VOXEDGE_THREADS",
    schema: wholeNumber(1, 256),
    form: "a whole number from 1 to 256",
    unit: "threads",
    default: "cores divided by concurrency, at least 1",
    meaning: "compute threads of one engine process",
  },
  "metrics-port": {
    env: "VOXEDGE_METRICS_PORT",
    schema: wholeNumber(0, 65_535),
    form: "a port from 0 to 65535",
    unit: "port",
    default: "off",
    meaning: "serves /metrics and /healthz on 127.0.0.1; 0 takes a free port",
  },
  "log-level": {
    env: "VOXEDGE_LOG_LEVEL",
    schema: z.enum(LOG_LEVELS),
    form: `one of ${LOG_LEVELS.join(", ")}`,
    unit: "name",
    default: "info",
    meaning: "least severe event that is written to stderr",
  },
} as const satisfies Record<string, Setting>;

type Flag = keyof typeof SETTINGS;

interface NodeConfig {
  readonly url: string;
  readonly key: string;
  readonly modelsFolder: string | undefined;
  readonly vadFile: string | undefined;
  readonly device: (typeof DEVICES)[number];
  readonly concurrency: number;
  readonly threads: number;
  readonly metricsPort: number | undefined;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** The whole environment, of which engine processes are passed what drivers need. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A setting that stops the start; the message is one line that names it and never repeats its value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * The settings of a node from its arguments and environment.
 *
 * @throws ConfigError for a missing, malformed or unknown setting.
 */
export function readConfig(
  args: readonly string[] = process.argv.slice(2),
  env: Readonly<Record<string, string | undefined>> = process.env,
  cores: number = availableParallelism(),
): NodeConfig {
  const flags = parseFlags(args);
  refuseUnknownVariables(env);
  function read<T>(flag: Flag, schema: z.ZodType<T>): T | undefined {
    const { env: variable, form } = SETTINGS[flag];
    const text = flags[flag] ?? (env[variable] || undefined);
    if (text === undefined) return undefined;
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new ConfigError(`--${flag} (${variable}) must be ${form}`);
    return parsed.data;
  }
  const concurrency = read("concurrency", SETTINGS.concurrency.schema) ?? Math.max(1, Math.floor(cores / 2));
  return {
    url: read("url", SETTINGS.url.schema) ?? missing("url"),
    key: read("key", SETTINGS.key.schema) ?? missing("key"),
    modelsFolder: read("models", SETTINGS.models.schema),
    vadFile: read("vad", SETTINGS.vad.schema),
    device: read("device", SETTINGS.device.schema) ?? "auto",
    concurrency,
    threads: read("threads", SETTINGS.threads.schema) ?? Math.max(1, Math.floor(cores / concurrency)),
    metricsPort: read("metrics-port", SETTINGS["metrics-port"].schema),
    logLevel: read("log-level", SETTINGS["log-level"].schema) ?? "info",
    environment: env,
  };
}

function parseFlags(args: readonly string[]): Partial<Record<string, string>> {
  const options = Object.fromEntries(Object.keys(SETTINGS).map((flag) => [flag, { type: "string" as const }]));
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    // parseArgs explains itself over several sentences; the first says what is wrong.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new ConfigError(sentence, { cause: error });
  }
}

function refuseUnknownVariables(env: Readonly<Record<string, string | undefined>>): void {
  const known = new Set<string>(Object.values(SETTINGS).map((setting) => setting.env));
  const unknown = Object.keys(env).find((name) => name.startsWith("VOXEDGE_") && !known.has(name));
  if (unknown !== undefined) throw new ConfigError(`unknown setting ${unknown}`);
}

function missing(flag: Flag): never {
  throw new ConfigError(`--${flag} (${SETTINGS[flag].env}) is missing: ${SETTINGS[flag].meaning}`);
}
