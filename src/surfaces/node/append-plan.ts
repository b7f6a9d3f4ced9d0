import type { Context } from "hono";
import { PlanBatch } from "../../contract/plan.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { jobIdOf } from "./params.ts";

export async function appendPlan(c: Context<AppEnv>): Promise<Response> {
  const batch = await readJson(c, PlanBatch);
  return c.json(await c.env.JOB.getByName(jobIdOf(c)).appendPlan(batch));
}
