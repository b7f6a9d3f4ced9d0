import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { presignUpload } from "../../uploads/presign-upload.ts";
import { IdempotencyHeaders, REPLAY_HEADERS } from "../idempotency-headers.ts";
import { BODY_ERRORS, SCOPED_ERRORS, tooLarge } from "./error-responses.ts";
import { PresignRequest, PresignResponse } from "./upload-wire.ts";
import { isoTime } from "../iso-time.ts";

const route = createRoute({
  method: "post",
  path: "/uploads/presign",
  operationId: "presignUpload",
  tags: ["Upload"],
  summary: "Prepare an upload",
  description:
    "Gives a URL that takes one PUT of the recording, straight into storage. Send exactly the `headers` of the answer with it.",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: PresignRequest } } },
  },
  responses: {
    200: {
      description: "Where to put the file.",
      headers: REPLAY_HEADERS,
      content: { "application/json": { schema: PresignResponse } },
    },
    ...SCOPED_ERRORS,
    ...BODY_ERRORS,
    413: tooLarge("upload_too_large"),
  },
});

export const presignUploadRoute = defineOpenAPIRoute<typeof route, AppEnv>({
  route,
  handler: async (c) => {
    const claim = c.req.valid("json");
    const upload = await presignUpload(c.get("ctx"), {
      filename: claim.filename,
      contentType: claim.content_type,
      sizeBytes: claim.size_bytes,
      sha256: claim.content_sha256,
    });
    const { url, headers, expiresAtMs } = upload.put;
    c.set("replayUntilMs", expiresAtMs);
    return c.json(
      {
        bucket: c.env.R2_BUCKET,
        object_key: upload.objectKey,
        upload_url: url,
        headers: { ...headers },
        expires_at: isoTime(expiresAtMs),
        already_uploaded: upload.alreadyUploaded,
      },
      200,
    );
  },
});
