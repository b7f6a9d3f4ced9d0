import { getLogger } from "@logtape/logtape";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";
import { faultCode } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import { openDatabase } from "../db/client.ts";
import type { AppEnv } from "./app-env.ts";

/**
 * Gives every request its scope and id, and writes its one canonical log line. The line carries the route's pattern
 * and never the URL, whose query may hold secrets.
 */
export const describeRequest = createMiddleware<AppEnv>(async function describeRequest(c, next) {
  const startedAtMs = Date.now();
  const requestId = newId();
  const log = getLogger(["voxedge", "http"]).with({ requestId });
  c.set("scope", { env: c.env, db: openDatabase(c.env.DB), log, requestId });

  await next();

  c.header("x-request-id", requestId);
  const line = {
    event: "http.request",
    method: c.req.method,
    route: routePath(c, -1),
    status: c.res.status,
    durationMs: Date.now() - startedAtMs,
    owner: c.get("ctx")?.owner ?? c.get("nodeId"),
    code: faultCode(c.error),
  };
  if (c.res.status >= 500) log.error("{method} {route} {status}", { ...line, error: c.error });
  else log.info("{method} {route} {status}", line);
});
