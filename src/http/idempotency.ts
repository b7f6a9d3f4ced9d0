import type { Context as HonoContext, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import type { RepeatableRequest } from "../accounts/request-ledger.ts";
import { SpeechFault } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import type { AppEnv } from "./app-env.ts";
import { type Seal, sealOf } from "./seal.ts";

const KEY = /^[\x21-\x7e]{1,255}$/;

const StoredAnswer = z.object({ status: z.int(), type: z.string(), body: z.string() });

/**
 * Carries out a POST with an `Idempotency-Key` once (draft-ietf-httpapi-idempotency-key-header-07): equal requests get
 * the same answer for 24 h, also those that come while the first is still at work. Only success is remembered; what was
 * refused has changed nothing and may be tried again. Stands behind `authenticate`, `guardBody` and `requireScope`: what
 * is given again is given to callers who might have asked for it themselves.
 *
 * @param streams Paths whose answers are streams, which are not kept.
 */
export function idempotency(streams: readonly string[]): MiddlewareHandler<AppEnv> {
  return createMiddleware<AppEnv>(async function carryOutOnce(c, next) {
    const key = c.req.header("idempotency-key");
    if (key === undefined || c.req.method !== "POST" || streams.includes(c.req.path)) {
      c.set("operationId", newId());
      return next();
    }
    if (!KEY.test(key)) {
      throw new SpeechFault("invalid_request", "the Idempotency-Key must be 1 to 255 printable ASCII characters");
    }
    const { owner } = c.get("ctx");
    const seal = await sealOf(c.env.KEY_PEPPER, owner, key);
    const request = { key: seal.digest, fingerprint: await fingerprintOf(c) };
    const claim = await c.env.ACCOUNT.getByName(owner).claimRequest(request);
    if (claim.outcome === "conflict") throw new SpeechFault("idempotency_key_reused");
    if (claim.outcome === "answered") return replay(await seal.open(claim.answer));

    c.set("operationId", claim.operationId);
    await next();
    await settle(c, request, seal);
  });
}

/** The answer goes out only when it is recorded: a client that has it never gets another. */
async function settle(c: HonoContext<AppEnv>, request: RepeatableRequest, seal: Seal): Promise<void> {
  const account = c.env.ACCOUNT.getByName(c.get("ctx").owner);
  const { status, headers } = c.res;
  if (status >= 500) await account.expireRequest(request);
  else if (status >= 400) await account.releaseRequest(request);
  else {
    const answer = { status, type: headers.get("content-type") ?? "", body: await c.res.clone().text() };
    const untilMs = c.get("replayUntilMs") ?? Infinity;
    await account.answerRequest(request, await seal.seal(JSON.stringify(answer)), untilMs);
  }
}

function replay(stored: string): Response {
  const { status, type, body } = StoredAnswer.parse(JSON.parse(stored));
  return new Response(body, { status, headers: { "content-type": type, "idempotency-replayed": "true" } });
}

async function fingerprintOf(c: HonoContext<AppEnv>): Promise<string> {
  const { pathname, search } = new URL(c.req.url);
  const scopes = c.get("scopes").toSorted().join();
  const head = new TextEncoder().encode(`${c.req.method} ${pathname}${search}\n${scopes}\n`);
  const content = await new Blob([head, await c.req.arrayBuffer()]).arrayBuffer();
  return new Uint8Array(await crypto.subtle.digest("SHA-256", content)).toHex();
}
