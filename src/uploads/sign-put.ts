import { AwsV4Signer } from "aws4fetch";
import type { Context } from "../context.ts";

const URL_LIFETIME_SECONDS = 900;

export interface SignedPut {
  readonly url: string;
  /** What the request must carry; any other value or a missing one is refused with 403. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
}

/**
 * A URL that takes one PUT of an object through the bucket's S3 endpoint, bound to exactly these headers. aws4fetch
 * leaves `content-type` and `content-length` unsigned unless told to sign all.
 */
export async function signPut(
  { env }: Pick<Context, "env">,
  objectKey: string,
  headers: Readonly<Record<string, string>>,
): Promise<SignedPut> {
  const url = new URL(`${env.R2_S3_ENDPOINT}/${env.R2_BUCKET}/${objectKey}`);
  url.searchParams.set("X-Amz-Expires", String(URL_LIFETIME_SECONDS));
  const signer = new AwsV4Signer({
    method: "PUT",
    url: url.href,
    headers,
    accessKeyId: env.R2_ACCESS_KEY_ID,
    secretAccessKey: env.R2_SECRET_ACCESS_KEY,
    service: "s3",
    region: "auto",
    signQuery: true,
    allHeaders: true,
  });
  const expiresAtMs = Date.now() + URL_LIFETIME_SECONDS * 1000;
  const signed = await signer.sign();
  return { url: signed.url.href, headers, expiresAtMs };
}
