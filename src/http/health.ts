import { and, gt, isNull } from "drizzle-orm";
import { Hono } from "hono";
import { nodes } from "../db/schema.ts";
import type { AppEnv, RequestScope } from "./app-env.ts";

const NODE_SEEN_WITHIN_MS = 60_000;
const CHECK_TIMEOUT_MS = 3_000;

/** What a job needs, each with a call that answers only when it works. */
const CHECKS: Readonly<Record<string, (scope: RequestScope) => Promise<boolean>>> = {
  database: async ({ env }) => (await env.DB.prepare("SELECT 1 FROM jobs LIMIT 1").all()).success,
  storage: async ({ env }) => (await env.AUDIO.head("readyz"), true),
  queue: async ({ env }) => (await env.SPLIT.metrics(), true),
  node: async ({ db }) => {
    const since = Date.now() - NODE_SEEN_WITHIN_MS;
    const seen = and(gt(nodes.lastSeenAtMs, since), isNull(nodes.revokedAtMs));
    return (await db.select({ id: nodes.id }).from(nodes).where(seen).limit(1)).length > 0;
  },
};

/** `/healthz`: the process lives. `/readyz`: a job sent now would be worked on. Neither needs a key. */
export function createHealth(): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/healthz", (c) => c.json({ status: "ok" }))
    .get("/readyz", async (c) => {
      const missing = await findMissing(c.get("scope"));
      if (missing.length === 0) return c.json({ status: "ready" });
      const problem = {
        type: "urn:voxedge:fault:not_ready",
        title: "not ready",
        status: 503,
        detail: `missing: ${missing.join(", ")}`,
        missing,
        requestId: c.get("scope").requestId,
      };
      const headers = { "content-type": "application/problem+json", "cache-control": "no-store", "retry-after": "1" };
      return c.body(JSON.stringify(problem), 503, headers);
    });
}

async function findMissing(scope: RequestScope): Promise<string[]> {
  const verdicts = await Promise.all(
    Object.entries(CHECKS).map(async ([name, check]) => ((await holds(scope, name, check)) ? [] : [name])),
  );
  return verdicts.flat();
}

async function holds(scope: RequestScope, name: string, check: (scope: RequestScope) => Promise<boolean>) {
  try {
    return await Promise.race([check(scope), scheduler.wait(CHECK_TIMEOUT_MS).then(() => false)]);
  } catch (error) {
    scope.log.warn("readiness check failed", { event: "readiness.failed", check: name, error });
    return false;
  }
}
