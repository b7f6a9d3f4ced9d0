import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import { uploads } from "../db/schema.ts";
import { findVerified } from "./find-verified.ts";
import { uploadKey } from "./object-keys.ts";
import { type SignedPut, signPut } from "./sign-put.ts";
import { UNKNOWN_TYPE } from "./unknown-type.ts";

/** The most that one PUT can carry to R2. */
const LARGEST_PUT_BYTES = 5 * 1024 ** 3;

/** What a client says of the file that it is going to send. */
export interface UploadClaim {
  readonly filename: string;
  readonly contentType?: string | undefined;
  readonly sizeBytes?: number | undefined;
  /** Lower-case hex. */
  readonly sha256?: string | undefined;
}

export interface PresignedUpload {
  readonly objectKey: string;
  readonly put: SignedPut;
  /** These bytes are stored already and may be used at once under `objectKey`. */
  readonly alreadyUploaded: boolean;
}

/** A place for one recording and the URL that puts it there. Fault: `upload_too_large`. */
export async function presignUpload(ctx: Context, claim: UploadClaim): Promise<PresignedUpload> {
  const { contentType = UNKNOWN_TYPE, sizeBytes, sha256 } = claim;
  if (sizeBytes !== undefined && sizeBytes > LARGEST_PUT_BYTES) throw new SpeechFault("upload_too_large");

  const stored = sha256 === undefined ? undefined : await findVerified(ctx, { sha256, sizeBytes });
  if (stored !== undefined) {
    const { objectKey } = stored.upload;
    // Sent anyway, the same bytes are taken: checksum and length let no others through, so the etag stays the same.
    const put = await signPut(ctx, objectKey, putHeaders(contentType, stored.sizeBytes, sha256));
    return { objectKey, put, alreadyUploaded: true };
  }

  const id = newId();
  const objectKey = uploadKey(ctx.owner, id);
  const headers = { ...putHeaders(contentType, sizeBytes, sha256), "if-none-match": "*" };
  const put = await signPut(ctx, objectKey, headers);
  await ctx.db.insert(uploads).values({
    id,
    accountId: ctx.owner,
    objectKey,
    filename: claim.filename,
    contentType,
    sizeBytes: sizeBytes ?? null,
    sha256: sha256 ?? null,
    createdAtMs: Date.now(),
  });
  return { objectKey, put, alreadyUploaded: false };
}

function putHeaders(contentType: string, sizeBytes: number | undefined, sha256: string | undefined) {
  return {
    "content-type": contentType,
    ...(sizeBytes === undefined ? {} : { "content-length": String(sizeBytes) }),
    ...(sha256 === undefined ? {} : { "x-amz-checksum-sha256": hexToBase64(sha256) }),
  };
}

function hexToBase64(hex: string): string {
  return Uint8Array.fromHex(hex).toBase64();
}
