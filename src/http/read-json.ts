import type { Context } from "hono";
import type { z } from "zod";
import { SpeechFault } from "../contract/faults.ts";
import type { AppEnv } from "./app-env.ts";

/** The body of a request as `schema` has it. Stands behind `guardBody`, which has bounded it. */
export async function readJson<S extends z.ZodType>(c: Context<AppEnv>, schema: S): Promise<z.output<S>> {
  return schema.parse(await parseBody(c));
}

async function parseBody(c: Context<AppEnv>): Promise<unknown> {
  try {
    return await c.req.json<unknown>();
  } catch (cause) {
    throw new SpeechFault("invalid_request", "the request body is not valid JSON", { cause });
  }
}
