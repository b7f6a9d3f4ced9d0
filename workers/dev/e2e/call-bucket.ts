import { AwsClient } from "aws4fetch";
import { loadCredentials } from "../credentials.ts";

/** Calls the bucket of a local deployment as its owner can, over S3. */
export async function callBucket(
  { url, dataDir }: { readonly url: string; readonly dataDir: string },
  method: "GET" | "PUT" | "DELETE",
  key: string,
  body?: string,
): Promise<Response> {
  const { secrets } = await loadCredentials(dataDir, []);
  const client = new AwsClient({
    accessKeyId: secrets["R2_ACCESS_KEY_ID"] ?? "",
    secretAccessKey: secrets["R2_SECRET_ACCESS_KEY"] ?? "",
    service: "s3",
    region: "auto",
  });
  const object = `${url}/cdn-cgi/local/r2/s3/voxedge-audio/${key}`;
  return client.fetch(object, { method, ...(body !== undefined && { body }) });
}
