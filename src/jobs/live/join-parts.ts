import type { LiveOrder } from "../../contract/job.ts";
import { partKey } from "../../uploads/object-keys.ts";
import type { JobStore } from "../job-store.ts";
import type { Part } from "./part-ledger.ts";

/** Of one piece of a multipart upload, of which all but the last are equally large and at least 5 MiB. */
const PIECE_BYTES = 8 * 1024 * 1024;
/** Connections that one invocation may have open at a time. */
const READS_AT_ONCE = 6;

/** Whether parts of live audio have still to become one recording. */
export function awaitsJoin({ record, parts }: JobStore): boolean {
  return record.spec.live !== undefined && record.source === null && parts.totals().count > 0;
}

/**
 * Makes one object of the parts of live audio, the recording of the job from then on. Each call puts one piece of it there, so
 * that none reads more than an invocation may; interrupted, it goes on where it was.
 */
export async function joinParts(job: JobStore, bucket: R2Bucket): Promise<void> {
  const { record, parts } = job;
  const { live } = record.spec;
  if (live === undefined || !awaitsJoin(job)) return;
  const { sizeBytes } = parts.totals();
  const stored = await bucket.head(live.objectKey);
  if (stored?.size === sizeBytes) return settle(job, live, stored);

  const upload = await openUpload(job, live, bucket);
  const etags = record.joining?.etags ?? [];
  const start = etags.length * PIECE_BYTES;
  const end = Math.min(sizeBytes, start + PIECE_BYTES);
  const piece = await readPiece(bucket, record.spec.jobId, parts.within(start, end), start, end);
  const { etag } = await upload.uploadPart(etags.length + 1, piece);
  const joined = [...etags, etag];
  record.setJoining({ uploadId: upload.uploadId, etags: joined });
  if (end < sizeBytes) return;
  const pieces = joined.map((each, at) => ({ partNumber: at + 1, etag: each }));
  settle(job, live, await upload.complete(pieces));
}

function settle({ record }: JobStore, { objectKey, contentType }: LiveOrder, { etag, size }: R2Object): void {
  record.setSource({ objectKey, etag, sizeBytes: size, sha256: null, contentType });
}

async function openUpload({ record }: JobStore, live: LiveOrder, bucket: R2Bucket): Promise<R2MultipartUpload> {
  const { objectKey, contentType } = live;
  const { joining } = record;
  if (joining !== undefined) return bucket.resumeMultipartUpload(objectKey, joining.uploadId);
  const upload = await bucket.createMultipartUpload(objectKey, { httpMetadata: { contentType } });
  record.setJoining({ uploadId: upload.uploadId, etags: [] });
  return upload;
}

async function readPiece(
  bucket: R2Bucket,
  jobId: string,
  parts: readonly Part[],
  start: number,
  end: number,
): Promise<Uint8Array> {
  const piece = new Uint8Array(end - start);
  for (let first = 0; first < parts.length; first += READS_AT_ONCE) {
    await Promise.all(
      parts.slice(first, first + READS_AT_ONCE).map(async ({ idx, offsetBytes }) => {
        const object = await bucket.get(partKey(jobId, idx));
        if (object === null) throw new Error(`part ${idx} of the audio is missing`);
        const bytes = new Uint8Array(await object.arrayBuffer());
        const from = Math.max(0, start - offsetBytes);
        piece.set(bytes.subarray(from, end - offsetBytes), offsetBytes + from - start);
      }),
    );
  }
  return piece;
}
