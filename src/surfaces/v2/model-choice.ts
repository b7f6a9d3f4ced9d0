import { z } from "@hono/zod-openapi";

const LONGEST_NAME = 1024;

/** How a request names its model, such as `example`. */
export function modelChoice(example: string) {
  const name = z
    .string()
    .max(LONGEST_NAME)
    .nullish()
    .openapi({ examples: [example] });
  return {
    model: name.describe("Name of the model. Required, here or as `engine`."),
    engine: name.describe("Another name for `model`."),
  };
}

type ModelChoice = z.infer<z.ZodObject<ReturnType<typeof modelChoice>>>;

/** Refuses requests that name no model, or two. */
export function checkModelChoice({ model, engine }: ModelChoice, ctx: z.RefinementCtx): void {
  if (!model && !engine) ctx.addIssue({ code: "custom", path: ["model"], message: "is required" });
  else if (model && engine && model !== engine) {
    ctx.addIssue({ code: "custom", path: ["engine"], message: "must be the same as model" });
  }
}

/** The model that a request names. */
export function chosenModel({ model, engine }: ModelChoice): string {
  return model || engine || "";
}
