import type { Step } from "./step.ts";

const INDENT = " ".repeat(6);

/** Numbered steps with their exact commands and the whole text of files, for a person. */
export function renderPlan(steps: readonly Step[]): string {
  return steps
    .map((step, index) => `${renderStep(step, index + 1)}\n${"text" in step ? indent(step.text) : ""}`)
    .join("");
}

/** The heading of one step, and its command if it has one. */
export function renderStep(step: Step, number: number): string {
  const heading = `${String(number).padStart(2)}. ${step.title}`;
  return "wrangler" in step ? `${heading}\n${INDENT}${renderCommand(step.wrangler)}` : heading;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, INDENT);
}

function renderCommand(args: readonly string[]): string {
  return ["wrangler", ...args.map((arg) => (/^[\w./:@=-]+$/.test(arg) ? arg : `'${arg}'`))].join(" ");
}
