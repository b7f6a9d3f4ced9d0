import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { beforeAll, test } from "vitest";
import { z } from "zod";
import { type ApiAccess, callApi } from "../call-api.ts";
import { type Account, openAccount } from "./open-account.ts";
import { clip } from "./recordings.ts";
import { type Answer, send } from "./send.ts";
import { createJob } from "./transcribe.ts";
import { finalOf, watchAll } from "./watch.ts";

const MP3 = readFileSync(clip("sentence.mp3"));

const Presigned = z.object({
  bucket: z.string(),
  object_key: z.string(),
  upload_url: z.url(),
  headers: z.record(z.string(), z.string()),
  expires_at: z.iso.datetime(),
  already_uploaded: z.boolean(),
});

let account: Account;

beforeAll(async () => {
  account = await openAccount();
});

function presign(access: ApiAccess, claim: Readonly<Record<string, unknown>> = {}): Promise<z.infer<typeof Presigned>> {
  return callApi(access, "/v1/uploads/presign", Presigned, {
    filename: "sentence.mp3",
    content_type: "audio/mpeg",
    size_bytes: MP3.length,
    ...claim,
  });
}

async function put(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array<ArrayBuffer>) {
  return (await fetch(url, { method: "PUT", headers, body })).status;
}

function create(access: ApiAccess, objectKey: string): Promise<Answer> {
  return send("/v1/transcriptions", { key: access.apiKey, json: { object_key: objectKey } });
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

test.concurrent("a presigned URL takes one PUT with exactly its headers", async ({ expect }) => {
  const { upload_url: url, headers, object_key: key, expires_at: expiry } = await presign(account);
  expect(Date.parse(expiry)).toBeGreaterThan(Date.now());
  const { "content-length": _, ...unsized } = headers;
  expect(await put(url, { ...headers, "content-type": "text/html" }, MP3)).toBe(403);
  expect(await put(url, unsized, MP3.subarray(1))).toBe(403);
  expect(await put(url, { "content-type": "audio/mpeg" }, MP3)).toBe(403);
  expect(await put(url.replace(key, `${key}x`), headers, MP3)).toBe(403);
  expect(await put(url.replace("X-Amz-Expires=900", "X-Amz-Expires=9000"), headers, MP3)).toBe(403);
  expect((await create(account, key)).status).toBe(400);
  expect(await put(url, headers, MP3)).toBe(200);
  expect(await put(url, headers, MP3)).toBe(412);
});

test.concurrent("an upload needs neither type nor size to be told", async ({ expect }) => {
  const {
    upload_url: url,
    headers,
    object_key: key,
  } = await presign(account, {
    content_type: undefined,
    size_bytes: undefined,
  });
  expect(await put(url, headers, MP3)).toBe(200);
  const final = finalOf(await watchAll(account, await createJob(account, key)));
  expect(final).toMatchObject({ status: "completed", size_bytes: MP3.length });
});

test.concurrent("an empty upload is no recording", async ({ expect }) => {
  const { upload_url: url, headers, object_key: key } = await presign(account, { size_bytes: undefined });
  expect(await put(url, headers, new Uint8Array(0))).toBe(200);
  expect(await create(account, key)).toMatchObject({ status: 400, body: { error: "the uploaded file is empty" } });
});

test.concurrent("a foreign key and an unknown one are refused alike", async ({ expect }) => {
  const { upload_url: url, headers, object_key: key } = await presign(account);
  await put(url, headers, MP3);
  const stranger = await openAccount();
  const [foreign, ...unknown] = await Promise.all(
    [key, key.replace(/.$/, "!"), "uploads/x", "../secrets", "transcripts/x.json"].map((name) =>
      create(stranger, name),
    ),
  );
  expect(foreign).toMatchObject({ status: 400, body: { error: "no uploaded file under this object_key" } });
  for (const { status, body } of unknown) expect({ status, body }).toMatchObject({ status: 400, body: foreign?.body });
});

test.concurrent.for([
  { content_sha256: "abc" },
  { content_sha256: "g".repeat(64) },
  { content_sha256: "" },
  { size_bytes: 0 },
  { size_bytes: -1 },
  { size_bytes: 1.5 },
  { size_bytes: "10" },
  { filename: "" },
  { filename: undefined },
  { filename: "a\u0000b" },
  { filename: "\ud800" },
  { content_type: "audio/mpeg\r\nx-amz-acl: public-read" },
  { content_type: "audio" },
])("a presign with %j is refused", async (claim, { expect }) => {
  const json = { filename: "a.mp3", content_type: "audio/mpeg", size_bytes: 10, ...claim };
  const { status, body } = await send("/v1/uploads/presign", { key: account.apiKey, json });
  const [field = ""] = Object.keys(claim);
  expect({ status, body }).toEqual({
    status: 400,
    body: { error: expect.stringContaining(field), code: "invalid_request" },
  });
});

test.concurrent("a file that no PUT can carry is refused with its size", async ({ expect }) => {
  const json = { filename: "a.mp3", size_bytes: 6 * 1024 ** 3 };
  expect((await send("/v1/uploads/presign", { key: account.apiKey, json })).status).toBe(413);
});

test.concurrent("a false hash fails its job and does not stand in the way of the true bytes", async ({ expect }) => {
  const owner = await openAccount();
  const claim = { content_sha256: sha256(MP3).toUpperCase() };
  const damaged = Uint8Array.from(MP3, (byte, at) => (at === 5000 ? byte ^ 1 : byte));

  const lie = await presign(owner, claim);
  expect(lie.already_uploaded).toBe(false);
  // R2 itself would refuse these bytes; its stand-in takes them, and the node finds out.
  expect(await put(lie.upload_url, lie.headers, damaged)).toBe(200);
  const failed = finalOf(await watchAll(owner, await createJob(owner, lie.object_key)));
  expect(failed).toMatchObject({
    status: "failed",
    error: "the stored audio does not match its declared SHA-256",
  });

  const truth = await presign(owner, claim);
  expect(truth.already_uploaded).toBe(false);
  expect(truth.object_key).not.toBe(lie.object_key);
  expect(await put(truth.upload_url, truth.headers, MP3)).toBe(200);
  expect((await presign(owner, claim)).already_uploaded).toBe(false);
  const done = finalOf(await watchAll(owner, await createJob(owner, truth.object_key)));
  expect(done).toMatchObject({ status: "completed" });

  const again = await presign(owner, claim);
  expect(again).toMatchObject({ already_uploaded: true, object_key: truth.object_key });
  expect(await put(again.upload_url, again.headers, MP3)).toBe(200);
  const repeated = finalOf(await watchAll(owner, await createJob(owner, again.object_key)));
  expect(repeated).toMatchObject({ status: "completed" });
  expect((await presign(owner, { ...claim, size_bytes: MP3.length + 1 })).already_uploaded).toBe(false);
  expect((await presign(await openAccount(), claim)).already_uploaded).toBe(false);
});
