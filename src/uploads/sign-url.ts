import { AwsV4Signer } from "aws4fetch";
import type { Context } from "../context.ts";

/** How long a presigned URL is good unless told otherwise. */
export const URL_LIFETIME_SECONDS = 900;

export interface SignedRequest {
  readonly method: "GET" | "PUT";
  readonly objectKey: string;
  /** All of them are signed: the request must carry exactly these values. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly lifetimeSeconds?: number | undefined;
}

/**
 * A URL for one request to the bucket's S3 endpoint. aws4fetch leaves `content-type` and `content-length` unsigned
 * unless told to sign all headers.
 */
export async function signUrl(
  { env }: Pick<Context, "env">,
  { method, objectKey, headers = {}, lifetimeSeconds = URL_LIFETIME_SECONDS }: SignedRequest,
): Promise<string> {
  const url = new URL(`${env.R2_S3_ENDPOINT}/${env.R2_BUCKET}/${objectKey}`);
  url.searchParams.set("X-Amz-Expires", String(lifetimeSeconds));
  const signer = new AwsV4Signer({
    method,
    url: url.href,
    headers,
    accessKeyId: env.R2_ACCESS_KEY_ID,
    secretAccessKey: env.R2_SECRET_ACCESS_KEY,
    service: "s3",
    region: "auto",
    signQuery: true,
    allHeaders: true,
  });
  return (await signer.sign()).url.href;
}
