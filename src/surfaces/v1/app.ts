import { OpenAPIHono } from "@hono/zod-openapi";
import { cors } from "hono/cors";
import type { AppEnv } from "../../http/app-env.ts";
import { authenticate } from "../../http/authenticate.ts";
import { guardBody } from "../../http/guard-body.ts";
import { idempotency } from "../../http/idempotency.ts";
import { requireScope } from "../../http/require-scope.ts";
import { toFault } from "../../http/to-fault.ts";
import { cancelTranscription } from "./cancel-transcription.ts";
import { createApiKey } from "./create-api-key.ts";
import { createTranscription } from "./create-transcription.ts";
import { deleteApiKey } from "./delete-api-key.ts";
import { deleteTranscription } from "./delete-transcription.ts";
import { renderError } from "./errors.ts";
import { getTranscriptionEta } from "./get-transcription-eta.ts";
import { getTranscription } from "./get-transcription.ts";
import { getUsageRoute } from "./get-usage.ts";
import { listApiKeys } from "./list-api-keys.ts";
import { listTranscriptions } from "./list-transcriptions.ts";
import { presignUploadRoute } from "./presign-upload.ts";
import { streamTranscription } from "./stream-transcription.ts";
import { createSpeechRoute } from "./tts/create-speech.ts";
import { downloadSpeechRoute } from "./tts/download-speech.ts";
import { getSpeechRoute } from "./tts/get-speech.ts";
import { listVoices } from "./tts/list-voices.ts";
import { streamSpeechRoute } from "./tts/stream-speech.ts";

const LARGEST_BODY_BYTES = 64 * 1024;

/** What a key needs for the routes under a path; the others are open to every key. */
const SCOPES = [
  ["/uploads/*", "stt"],
  ["/transcriptions/*", "stt"],
  ["/tts/*", "tts"],
  ["/api-keys/*", "keys"],
] as const;

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
      allowHeaders: ["authorization", "content-type", "idempotency-key", "last-event-id"],
      exposeHeaders: ["idempotency-replayed", "retry-after", "x-request-id"],
      maxAge: 86_400,
    }),
    authenticate(),
    guardBody(LARGEST_BODY_BYTES),
  );
  for (const [path, scope] of SCOPES) app.use(path, requireScope(scope));
  app.use(idempotency(["/v1/tts/stream"]));
  return app.openapiRoutes([
    presignUploadRoute,
    listTranscriptions,
    createTranscription,
    getTranscription,
    streamTranscription,
    getTranscriptionEta,
    cancelTranscription,
    deleteTranscription,
    listVoices,
    createSpeechRoute,
    streamSpeechRoute,
    getSpeechRoute,
    downloadSpeechRoute,
    createApiKey,
    listApiKeys,
    deleteApiKey,
    getUsageRoute,
  ] as const);
}
