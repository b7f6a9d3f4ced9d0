import { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import { requireScope } from "../../http/require-scope.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { guardBody } from "../../http/guard-body.ts";
import { toFault } from "../../http/to-fault.ts";
import { authenticate } from "./authenticate.ts";
import { renderStatus } from "./errors.ts";
import { archiveRecognitionJob } from "./stt/archive-job.ts";
import { countRecognitionJobs } from "./stt/count-jobs.ts";
import { createRecognitionJob } from "./stt/create-job.ts";
import { getRecognitionJobStatus } from "./stt/get-job-status.ts";
import { getRecognitionJob } from "./stt/get-job.ts";
import { listRecognitionJobs } from "./stt/list-jobs.ts";
import { listRecognitionModels } from "./stt/list-models.ts";
import { openStream, openStreamIfAsked } from "./stt/streaming/open-stream.ts";
import { archiveSynthesisJob } from "./tts/archive-job.ts";
import { countSynthesisJobs } from "./tts/count-jobs.ts";
import { createSynthesisJob } from "./tts/create-job.ts";
import { getSynthesisJobStatus } from "./tts/get-job-status.ts";
import { getSynthesisJob } from "./tts/get-job.ts";
import { listSynthesisJobs } from "./tts/list-jobs.ts";
import { listSynthesisModels } from "./tts/list-models.ts";

/** What the contract allows for audio as base64. */
const LARGEST_BODY_BYTES = 10 * 1024 * 1024;

/** The v2 surface, mounted under `/v2/speech`. Any web page may call it: keys travel in a header, never as credentials. */
export function createV2() {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (!result.success) throw result.error;
    },
  });
  app.onError((error, c) => renderStatus(c, toFault(error)));
  // These say themselves what is wrong with a key: a WebSocket tells it by its close code.
  app.get("/stt/streaming", openStream);
  app.get("/stt", openStreamIfAsked);
  app.use(
    cors({
      origin: "*",
      allowHeaders: ["x-api-key", "content-type"],
      exposeHeaders: ["retry-after", "x-request-id"],
      maxAge: 86_400,
    }),
    authenticate,
    guardBody(LARGEST_BODY_BYTES),
  );
  app.use("/stt/*", requireScope("stt"));
  app.use("/tts/*", requireScope("tts"));
  return app.openapiRoutes([
    listRecognitionModels,
    listRecognitionJobs,
    countRecognitionJobs,
    getRecognitionJob,
    getRecognitionJobStatus,
    createRecognitionJob,
    archiveRecognitionJob,
    listSynthesisModels,
    listSynthesisJobs,
    countSynthesisJobs,
    createSynthesisJob,
    getSynthesisJob,
    getSynthesisJobStatus,
    archiveSynthesisJob,
  ] as const);
}
