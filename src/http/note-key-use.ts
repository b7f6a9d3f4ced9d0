import type { Context as HonoContext } from "hono";
import { isUseWorthNoting, touchKey } from "../accounts/touch-key.ts";
import type { ApiKeyRow } from "../accounts/create-key.ts";
import type { AppEnv } from "./app-env.ts";

/** Notes when a key was last used, off the request's path: an answer never waits for it, nor fails with it. */
export function noteKeyUse(c: HonoContext<AppEnv>, { id, lastUsedAtMs }: ApiKeyRow): void {
  if (!isUseWorthNoting(lastUsedAtMs, Date.now())) return;
  const scope = c.get("scope");
  const noted = touchKey(scope, id).catch((error: unknown) =>
    scope.log.warn("key.touch failed: {error}", { event: "key.touch_failed", keyId: id, error }),
  );
  c.executionCtx.waitUntil(noted);
}
