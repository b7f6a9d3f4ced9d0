import type { Context } from "hono";
import { FAULTS } from "../contract/faults.ts";
import type { AppEnv } from "./app-env.ts";
import { setFaultHeaders } from "./fault-headers.ts";
import type { HttpFault } from "./to-fault.ts";

/** RFC 9457 problem details, the error shape of every surface that no vendor has shaped. */
export function renderProblem(c: Context<AppEnv>, { code, status, detail }: HttpFault): Response {
  setFaultHeaders(c, status);
  const problem = {
    type: `urn:voxedge:fault:${code}`,
    title: FAULTS[code].title,
    status,
    detail,
    code,
    requestId: c.get("scope").requestId,
  };
  return c.body(JSON.stringify(problem), status, { "content-type": "application/problem+json" });
}
