import type { Context } from "hono";
import { OutputBatch } from "../../contract/output.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { readJson } from "../../http/read-json.ts";
import { indexOf, jobIdOf } from "./params.ts";

export async function appendOutput(c: Context<AppEnv>): Promise<Response> {
  const batch = await readJson(c, OutputBatch);
  return c.json(await c.env.JOB.getByName(jobIdOf(c)).append(indexOf(c), batch));
}
