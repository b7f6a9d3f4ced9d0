import { z } from "@hono/zod-openapi";
import { plainText } from "../../http/plain-text.ts";
import { EXAMPLES } from "./examples.ts";

/** The words of v1 for uploads. */

export const MimeType = plainText(255).regex(/^[\w.+-]+\/[\w.+-]+(\s*;\s*[\w.+-]+=("[^"\\]*"|[\w.+-]+))*$/, {
  error: "must be a MIME type such as audio/mpeg",
});

export const PresignRequest = z
  .object({
    filename: plainText(1024).describe("Name of the recording, for people."),
    content_type: MimeType.optional().describe("MIME type of the recording; the PUT must then send the same."),
    size_bytes: z
      .int()
      .positive()
      .optional()
      .describe("Length of the recording in bytes, 5 GiB at most; the PUT must then have it.")
      .openapi({ format: "int64" }),
    content_sha256: z
      .string()
      .regex(/^[0-9a-fA-F]{64}$/, { error: "must be 64 hex digits" })
      .toLowerCase()
      .optional()
      .describe("SHA-256 of the recording in hex. Bytes that the account has stored already need no second upload."),
  })
  .openapi("PresignUploadRequest", {
    description: "What is going to be uploaded.",
    examples: [EXAMPLES.presignRequest],
  });

export const PresignResponse = z
  .object({
    bucket: z.string().describe("Bucket that takes the recording."),
    object_key: z.string().describe("Name of the recording in the bucket, with which it is transcribed."),
    upload_url: z.url().describe("Where to PUT the recording; valid until `expires_at`."),
    headers: z
      .record(z.string(), z.string())
      .describe("Every header that the PUT must send, with exactly these values."),
    expires_at: z.iso.datetime().describe("When `upload_url` stops working."),
    already_uploaded: z.boolean().describe("Whether these bytes are stored already, so that the PUT may be left out."),
  })
  .openapi("PresignUploadResponse", {
    description: "Where to put the recording, and how.",
    examples: [EXAMPLES.presignResponse],
  });
