import { createRoute, defineOpenAPIRoute } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { presignUpload } from "../../uploads/presign-upload.ts";
import { ERROR_RESPONSES } from "./errors.ts";
import { IdempotencyHeaders } from "./idempotency-headers.ts";
import { PresignRequest, PresignResponse } from "./wire.ts";

const route = createRoute({
  method: "post",
  path: "/uploads/presign",
  tags: ["Upload"],
  summary: "Get a URL to which a recording can be PUT",
  request: {
    headers: IdempotencyHeaders,
    body: { required: true, content: { "application/json": { schema: PresignRequest } } },
  },
  responses: {
    200: { description: "Where to put the file.", content: { "application/json": { schema: PresignResponse } } },
    400: ERROR_RESPONSES[400],
    401: ERROR_RESPONSES[401],
    403: ERROR_RESPONSES[403],
    413: ERROR_RESPONSES[413],
    422: ERROR_RESPONSES[422],
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
        expires_at: new Date(expiresAtMs).toISOString(),
        already_uploaded: upload.alreadyUploaded,
      },
      200,
    );
  },
});
