import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { basename } from "node:path";
import { Transform } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { type ApiAccess, callApi } from "./call-api.ts";
import { contentTypeOf } from "./content-type.ts";

const Presigned = z.object({
  object_key: z.string(),
  upload_url: z.url(),
  headers: z.record(z.string(), z.string()),
});

/** Asks for a presigned URL and PUTs a file there as a stream; resolves to its object key. */
export async function uploadFile(
  access: ApiAccess,
  path: string,
  onProgress: (fraction: number) => void,
): Promise<string> {
  const size = await sizeOf(path);
  const presigned = await callApi(access, "/v1/uploads/presign", Presigned, {
    filename: basename(path),
    content_type: contentTypeOf(path),
    ...(size > 0 && { size_bytes: size }),
  });
  const counter = countBytes((bytes) => onProgress(bytes / size));
  const put = request(presigned.upload_url, {
    method: "PUT",
    headers: { ...presigned.headers, "content-length": size },
  });
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  put.once("response", resolve).once("error", reject);
  const [response] = await Promise.all([answered, pipeline(createReadStream(path), counter, put)]);
  const answer = await text(response);
  if (response.statusCode !== 200) throw new Error(`the upload was refused with ${response.statusCode}: ${answer}`);
  return presigned.object_key;
}

async function sizeOf(path: string): Promise<number> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isFile()) return status.size;
  throw new Error(status === undefined ? "no such file" : "not a file");
}

function countBytes(onCount: (bytes: number) => void): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.byteLength;
      onCount(bytes);
      done(null, chunk);
    },
  });
}
