import type { Context } from "hono";
import { FailureReport } from "../../contract/output.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { indexOf, jobIdOf } from "./params.ts";

export async function failPhrase(c: Context<AppEnv>): Promise<Response> {
  const report = await readJson(c, FailureReport);
  return c.json(await c.env.SYNTHESIS.getByName(jobIdOf(c)).failPhrase(indexOf(c), report));
}
