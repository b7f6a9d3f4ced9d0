import { OpenAPIHono } from "@hono/zod-openapi";
import { except } from "hono/combine";
import { cors } from "hono/cors";
import { requireScope } from "../../http/require-scope.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { guardBody } from "../../http/guard-body.ts";
import { idempotency } from "../../http/idempotency.ts";
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
import { STREAM_ROUTE } from "./stt/streaming/stream-route.ts";
import { archiveSynthesisJob } from "./tts/archive-job.ts";
import { countSynthesisJobs } from "./tts/count-jobs.ts";
import { createSynthesisJob } from "./tts/create-job.ts";
import { getSynthesisJobStatus } from "./tts/get-job-status.ts";
import { getSynthesisJob } from "./tts/get-job.ts";
import { listSynthesisJobs } from "./tts/list-jobs.ts";
import { listSynthesisModels } from "./tts/list-models.ts";
import { admitEither } from "./webhooks/admit-either.ts";
import { createEndpointRoute } from "./webhooks/create-endpoint.ts";
import { deleteEndpointRoute } from "./webhooks/delete-endpoint.ts";
import { getEndpointRoute } from "./webhooks/get-endpoint.ts";
import { getEventRoute } from "./webhooks/get-event.ts";
import { listDeliveriesRoute } from "./webhooks/list-deliveries.ts";
import { listEndpointsRoute } from "./webhooks/list-endpoints.ts";
import { listEventsRoute } from "./webhooks/list-events.ts";
import { replayDeliveryRoute } from "./webhooks/replay-delivery.ts";
import { replayFailedRoute } from "./webhooks/replay-failed.ts";
import { rotateSecretRoute } from "./webhooks/rotate-secret.ts";
import { testEndpointRoute } from "./webhooks/test-endpoint.ts";
import { updateEndpointRoute } from "./webhooks/update-endpoint.ts";

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
  app.get(STREAM_ROUTE.path, openStream);
  app.openAPIRegistry.registerPath(STREAM_ROUTE);
  app.get("/stt", openStreamIfAsked);
  app.use(
    cors({
      origin: "*",
      allowHeaders: ["authorization", "content-type", "idempotency-key", "x-api-key"],
      exposeHeaders: ["idempotency-replayed", "retry-after", "x-request-id"],
      maxAge: 86_400,
    }),
    except("/v2/speech/webhooks/*", authenticate),
  );
  app.use("/webhooks/*", admitEither());
  app.use(guardBody(LARGEST_BODY_BYTES));
  app.use("/stt/*", requireScope("stt"));
  app.use("/tts/*", requireScope("tts"));
  app.use("/webhooks/*", requireScope("stt", "tts"), idempotency([]));
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
    listEndpointsRoute,
    createEndpointRoute,
    getEndpointRoute,
    updateEndpointRoute,
    deleteEndpointRoute,
    rotateSecretRoute,
    testEndpointRoute,
    listDeliveriesRoute,
    replayFailedRoute,
    replayDeliveryRoute,
    listEventsRoute,
    getEventRoute,
  ] as const);
}
