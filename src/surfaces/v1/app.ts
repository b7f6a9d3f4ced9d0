import { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import type { AppEnv } from "../../http/app-env.ts";
import { authenticate } from "../../http/authenticate.ts";
import { guardBody } from "../../http/guard-body.ts";
import { toFault } from "../../http/to-fault.ts";
import { createTranscription } from "./create-transcription.ts";
import { renderError } from "./errors.ts";
import { getTranscription } from "./get-transcription.ts";
import { listTranscriptions } from "./list-transcriptions.ts";
import { presignUploadRoute } from "./presign-upload.ts";
import { streamTranscription } from "./stream-transcription.ts";

const LARGEST_BODY_BYTES = 64 * 1024;

/** The v1 surface, mounted under `/v1`. Any web page may call it: keys travel in a header, never as credentials. */
export function createV1() {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (!result.success) throw result.error;
    },
  });
  app.onError((error, c) => renderError(c, toFault(error)));
  app.use(
    cors({
      origin: "*",
      allowHeaders: ["authorization", "content-type", "last-event-id"],
      exposeHeaders: ["retry-after", "x-request-id"],
      maxAge: 86_400,
    }),
    authenticate,
    guardBody(LARGEST_BODY_BYTES),
  );
  return app.openapiRoutes([
    presignUploadRoute,
    listTranscriptions,
    createTranscription,
    getTranscription,
    streamTranscription,
  ] as const);
}
