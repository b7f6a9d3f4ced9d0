import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(import.meta.dirname, "../..");
const execute = promisify(execFile);

/** The wrangler command, run in the root of the repository. */
export interface Wrangler {
  /** What a command prints; asked nothing, it takes the answers meant for scripts. Throws {@link WranglerError} when it fails. */
  readonly read: (args: readonly string[]) => Promise<string>;
  /** Runs a command in this terminal, where it may ask. Throws when it fails. */
  readonly run: (args: readonly string[]) => Promise<void>;
}

/** A command that failed, with all it printed. */
export class WranglerError extends Error {
  override readonly name = "WranglerError";
  readonly output: string;

  constructor(args: readonly string[], output: string) {
    super(`wrangler ${args.join(" ")} failed: ${output.trim()}`);
    this.output = output;
  }
}

export function openWrangler(environment: Readonly<Record<string, string | undefined>>): Wrangler {
  return {
    read: async (args) => {
      const env = { ...environment, NO_COLOR: "1", FORCE_COLOR: "0", WRANGLER_SEND_METRICS: "false" };
      try {
        return (await execute("wrangler", [...args], { cwd: ROOT, env })).stdout;
      } catch (error) {
        if (error instanceof Error && "stdout" in error && "stderr" in error) {
          throw new WranglerError(args, `${String(error.stdout)}\n${String(error.stderr)}`);
        }
        throw error;
      }
    },
    run: async (args) => {
      const wrangler = spawn("wrangler", [...args], { cwd: ROOT, env: environment, stdio: "inherit" });
      const [code] = await once(wrangler, "exit");
      if (code !== 0) throw new Error(`wrangler ${args.join(" ")} failed`);
    },
  };
}
