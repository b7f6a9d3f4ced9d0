import type { Context as HonoContext, Next } from "hono";
import { HTTPException } from "hono/http-exception";
import { permits } from "../../../../accounts/scopes.ts";
import { SpeechFault } from "../../../../contract/faults.ts";
import type { AppEnv } from "../../../../http/app-env.ts";
import { admitKey } from "../../authenticate.ts";
import { StreamingSession } from "./streaming-session.ts";

/** GET /stt/streaming: recognition of audio while it is spoken. */
export async function openStream(c: HonoContext<AppEnv>): Promise<Response> {
  if (!wantsWebSocket(c)) {
    c.header("upgrade", "websocket");
    throw new HTTPException(426, { message: "this route speaks WebSocket only" });
  }
  const { 0: client, 1: server } = new WebSocketPair();
  server.binaryType = "arraybuffer";
  server.accept();
  const session = new StreamingSession({
    scope: c.get("scope"),
    socket: server,
    // Web pages cannot set headers on a WebSocket.
    key: c.req.header("x-api-key") || c.req.query("x-api-key") || undefined,
    admit: async (key) => {
      const { ctx, scopes } = await admitKey(c, key);
      if (!permits(scopes, "stt")) throw new SpeechFault("scope_missing");
      return ctx;
    },
  });
  c.executionCtx.waitUntil(session.run());
  return new Response(null, { status: 101, webSocket: client });
}

/** GET /stt is the list of jobs, unless a client asks for a WebSocket. */
export async function openStreamIfAsked(c: HonoContext<AppEnv>, next: Next): Promise<Response | void> {
  return wantsWebSocket(c) ? openStream(c) : next();
}

function wantsWebSocket(c: HonoContext<AppEnv>): boolean {
  return c.req.header("upgrade")?.toLowerCase() === "websocket";
}
