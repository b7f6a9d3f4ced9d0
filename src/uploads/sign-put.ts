import type { Context } from "../context.ts";
import { signUrl, URL_LIFETIME_SECONDS } from "./sign-url.ts";

export interface SignedPut {
  readonly url: string;
  /** What the request must carry; any other value or a missing one is refused with 403. */
  readonly headers: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
}

/** A URL that takes one PUT of an object through the bucket's S3 endpoint, bound to exactly these headers. */
export async function signPut(
  ctx: Pick<Context, "env">,
  objectKey: string,
  headers: Readonly<Record<string, string>>,
): Promise<SignedPut> {
  const expiresAtMs = Date.now() + URL_LIFETIME_SECONDS * 1000;
  const url = await signUrl(ctx, { method: "PUT", objectKey, headers });
  return { url, headers, expiresAtMs };
}
