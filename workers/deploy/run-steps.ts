import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { renderStep } from "./render-plan.ts";
import type { Step } from "./step.ts";

const ROOT = join(import.meta.dirname, "../..");

/** Takes the steps one after the other and stops at the first that fails. */
export async function runSteps(
  steps: readonly Step[],
  wrangler: (args: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    process.stdout.write(`${renderStep(step, index + 1)}\n`);
    if ("wrangler" in step) await wrangler(step.wrangler);
    else await writeFile(join(ROOT, step.path), step.text);
  }
}
