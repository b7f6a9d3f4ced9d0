/** Of one piece of a multipart upload: the least that R2 takes, so that a fetch holds no more than that in memory. */
export const PART_BYTES = 5 * 1024 ** 2;

interface Destination {
  readonly bucket: R2Bucket;
  readonly objectKey: string;
  readonly contentType: string;
}

/**
 * Stores a recording that arrives in pieces, all but the last of {@link PART_BYTES}: under its key lies all of it or
 * nothing, and what lies there already stays, since a job may have pinned it. A short recording is put at once. Gives
 * what is stored. Throws what the bucket and the pieces throw.
 */
export async function storeParts(
  destination: Destination,
  first: Uint8Array<ArrayBuffer>,
  rest: AsyncIterator<Uint8Array<ArrayBuffer>>,
): Promise<R2Object> {
  const { bucket, objectKey, contentType } = destination;
  if (first.byteLength === PART_BYTES) return await storeMultipart(destination, first, rest);
  const onlyIf = new Headers({ "if-none-match": "*" });
  const stored = await bucket.put(objectKey, first, { httpMetadata: { contentType }, onlyIf });
  return stored ?? insistOn(await bucket.head(objectKey));
}

async function storeMultipart(
  { bucket, objectKey, contentType }: Destination,
  first: Uint8Array<ArrayBuffer>,
  rest: AsyncIterator<Uint8Array<ArrayBuffer>>,
): Promise<R2Object> {
  const upload = await bucket.createMultipartUpload(objectKey, { httpMetadata: { contentType } });
  try {
    const parts = [await upload.uploadPart(1, first)];
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
      parts.push(await upload.uploadPart(parts.length + 1, next.value));
    }
    const stored = await bucket.head(objectKey);
    if (stored === null) return await upload.complete(parts);
    await upload.abort();
    return stored;
  } catch (error) {
    await upload.abort();
    throw error;
  }
}

function insistOn(stored: R2Object | null): R2Object {
  if (stored === null) throw new Error("an object is gone that was there a moment ago");
  return stored;
}
