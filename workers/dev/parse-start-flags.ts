import { parseFlags } from "./parse-flags.ts";

export interface StartFlags {
  readonly port: number;
  readonly dataDir: string;
  readonly nodes: number;
  readonly readyFile: string | undefined;
  readonly configFile: string | undefined;
}

/** Reads the flags of `npm start`. Throws one clear line for an unknown or malformed one. */
export function parseStartFlags(args: readonly string[]): StartFlags {
  const { values } = parseFlags({
    args: [...args],
    options: {
      port: { type: "string", default: "8787" },
      data: { type: "string", default: ".voxedge" },
      nodes: { type: "string", default: "1" },
      "ready-file": { type: "string" },
      config: { type: "string" },
    },
  });
  return {
    port: parseWhole("--port", values.port, 65_535),
    dataDir: values.data,
    nodes: parseWhole("--nodes", values.nodes, 64),
    readyFile: values["ready-file"],
    configFile: values.config,
  };
}

function parseWhole(flag: string, text: string, max: number): number {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value <= max)) throw new Error(`${flag} must be a whole number from 0 to ${max}, not ${text}`);
  return value;
}
