import { Hono } from "hono";
import { KnownNodes } from "../../accounts/known-nodes.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { bearerToken } from "../../http/bearer-token.ts";
import { guardBody } from "../../http/guard-body.ts";
import { renderProblem } from "../../http/render-problem.ts";
import { toFault } from "../../http/to-fault.ts";
import { ackMessages } from "./ack-messages.ts";
import { appendOutput } from "./append-output.ts";
import { appendPlan } from "./append-plan.ts";
import { beat } from "./beat.ts";
import { failOutput } from "./fail-output.ts";
import { failPhrase } from "./fail-phrase.ts";
import { failPlan } from "./fail-plan.ts";
import { getAudio } from "./get-audio.ts";
import { getPart } from "./get-part.ts";
import { getSlice } from "./get-slice.ts";
import { pullMessages } from "./pull-messages.ts";
import { putPhrase } from "./put-phrase.ts";
import { putSlice } from "./put-slice.ts";

/** A thousand tokens, or a hundred spans, with room to spare. */
const LARGEST_BODY_BYTES = 1024 * 1024;

/** The surface of the inference nodes, mounted under `/node/v1`; the paths are those of `NODE_PATHS`. */
export function createNode() {
  const app = new Hono<AppEnv>();
  const known = new KnownNodes();
  const json = guardBody(LARGEST_BODY_BYTES);
  app.onError((error, c) => renderProblem(c, toFault(error)));
  app.use(async function authenticate(c, next) {
    const { nodeId } = await known.authenticate(c.get("scope"), bearerToken(c.req.header("authorization")));
    c.set("nodeId", nodeId);
    await next();
  });
  return app
    .post("/heartbeat", json, beat)
    .post("/queues/:queue/messages/pull", json, pullMessages)
    .post("/queues/:queue/messages/ack", json, ackMessages)
    .get("/jobs/:jobId/audio", getAudio)
    .get("/jobs/:jobId/parts/:index", getPart)
    .put("/jobs/:jobId/slices/:index", putSlice)
    .get("/jobs/:jobId/slices/:index", getSlice)
    .post("/jobs/:jobId/plan", json, appendPlan)
    .post("/jobs/:jobId/plan/failure", json, failPlan)
    .post("/jobs/:jobId/chunks/:index/output", json, appendOutput)
    .post("/jobs/:jobId/chunks/:index/failure", json, failOutput)
    .put("/jobs/:jobId/phrases/:index", putPhrase)
    .post("/jobs/:jobId/phrases/:index/failure", json, failPhrase);
}
