import { join, relative } from "node:path";
import { parseFlags } from "./parse-flags.ts";

/** Transcribed when no file is named. */
const SHIPPED_RECORDING = relative("", join(import.meta.dirname, "demo/recording.mp3"));
const DEFAULT_SRT_DIR = ".voxedge/demo";

export interface DemoFlags {
  readonly files: readonly string[];
  readonly json: boolean;
  /** Folder for subtitles; undefined writes none. */
  readonly srtDir: string | undefined;
}

/** Reads the arguments of `npm run demo`. Throws one clear line for an unknown flag. */
export function parseDemoFlags(args: readonly string[]): DemoFlags {
  const { values, positionals } = parseFlags({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: "boolean", default: false }, srt: { type: "string" } },
  });
  return {
    files: positionals.length > 0 ? positionals : [SHIPPED_RECORDING],
    json: values.json,
    srtDir: values.srt ?? (values.json ? undefined : DEFAULT_SRT_DIR),
  };
}
