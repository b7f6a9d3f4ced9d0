import { parseArgs, type ParseArgsConfig } from "node:util";

/** `parseArgs`, but the error for an unknown or incomplete flag is one line: its first sentence says what is wrong. */
export function parseFlags<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\. |\.?\n/);
    throw new Error(sentence, { cause: error });
  }
}
