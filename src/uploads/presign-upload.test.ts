import { test } from "vitest";
import { mintTenant, mintUpload, send, type Tenant } from "../testing/factories.ts";
import { markVerified } from "./mark-verified.ts";
import { presignUpload } from "./presign-upload.ts";

const BYTES = new TextEncoder().encode("the same recording");
const SHA256 = "0b6cd9a4ce2d4bdf1c5e4e8e58fcd2c36a3b1b6fb3b8a7f8ae1f3d4a70c1b9aa";
const CLAIM = { filename: "a.wav", contentType: "audio/wav", sizeBytes: BYTES.byteLength, sha256: SHA256 };

/** What a job on the upload does at its end: a node has computed the hash of what is stored. */
async function verify({ ctx }: Tenant, objectKey: string, sha256: string): Promise<void> {
  const etag = (await ctx.env.AUDIO.head(objectKey))?.etag ?? "";
  await markVerified(ctx, { objectKey, sha256, etag });
}

test("the URL is bound to every header that the answer names", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const { put, objectKey } = await presignUpload(ctx, CLAIM);
  expect(put.headers).toEqual({
    "content-type": "audio/wav",
    "content-length": String(BYTES.byteLength),
    "if-none-match": "*",
    "x-amz-checksum-sha256": btoa(String.fromCharCode(...(SHA256.match(/../g) ?? []).map((hex) => Number(`0x${hex}`)))),
  });
  const { pathname, searchParams } = new URL(put.url);
  expect(pathname.endsWith(`/${ctx.env.R2_BUCKET}/${objectKey}`)).toBe(true);
  expect(searchParams.get("X-Amz-SignedHeaders")).toBe(
    "content-length;content-type;host;if-none-match;x-amz-checksum-sha256",
  );
  expect(searchParams.get("X-Amz-Expires")).toBe("900");
});

test("what the client did not declare is not signed", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const { put } = await presignUpload(ctx, { filename: "a" });
  expect(put.headers).toEqual({ "content-type": "application/octet-stream", "if-none-match": "*" });
});

test("keys are made by the server, under the account, and never twice", async ({ expect }) => {
  const { ctx } = await mintTenant();
  const first = await presignUpload(ctx, { filename: "../../etc/passwd" });
  const second = await presignUpload(ctx, { filename: "../../etc/passwd" });
  expect(first.objectKey).toMatch(new RegExp(`^uploads/${ctx.owner}/[0-9a-f-]{36}$`));
  expect(second.objectKey).not.toBe(first.objectKey);
});

test("verified bytes of the same account are already uploaded, and may be sent again", async ({ expect }) => {
  const tenant = await mintTenant();
  const objectKey = await mintUpload(tenant, BYTES, { sha256: SHA256 });
  await verify(tenant, objectKey, SHA256);
  const again = await presignUpload(tenant.ctx, CLAIM);
  expect(again).toMatchObject({ objectKey, alreadyUploaded: true });
  expect(again.put.headers).not.toHaveProperty("if-none-match");
  expect(again.put.headers).toHaveProperty("x-amz-checksum-sha256");
});

test("a hash that was computed for an upload without a claim makes it known, too", async ({ expect }) => {
  const tenant = await mintTenant();
  const objectKey = await mintUpload(tenant, BYTES);
  await verify(tenant, objectKey, SHA256);
  expect(await presignUpload(tenant.ctx, CLAIM)).toMatchObject({ objectKey, alreadyUploaded: true });
});

test("a claim alone, another account's bytes, another size and a deleted object are not already uploaded", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const objectKey = await mintUpload(tenant, BYTES, { sha256: SHA256 });
  const isKnown = async (claim = CLAIM) => (await presignUpload(tenant.ctx, claim)).alreadyUploaded;
  expect(await isKnown()).toBe(false);

  await verify(tenant, objectKey, SHA256);
  expect(await isKnown({ ...CLAIM, sizeBytes: 1 })).toBe(false);
  expect((await presignUpload((await mintTenant()).ctx, CLAIM)).alreadyUploaded).toBe(false);

  await tenant.ctx.env.AUDIO.delete(objectKey);
  expect(await isKnown()).toBe(false);
});

test("bytes that took the place of verified ones are not already uploaded", async ({ expect }) => {
  const tenant = await mintTenant();
  const objectKey = await mintUpload(tenant, BYTES, { sha256: SHA256 });
  await verify(tenant, objectKey, SHA256);
  await tenant.ctx.env.AUDIO.put(objectKey, BYTES.toReversed());
  expect((await presignUpload(tenant.ctx, CLAIM)).alreadyUploaded).toBe(false);
});

test("bytes that differ from their claim never enter the index, and the true bytes get a place of their own", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const falseKey = await mintUpload(tenant, BYTES, { sha256: SHA256 });
  await verify(tenant, falseKey, "f".repeat(64));
  const honest = await presignUpload(tenant.ctx, CLAIM);
  expect(honest.alreadyUploaded).toBe(false);
  expect(honest.objectKey).not.toBe(falseKey);
});

test("the route answers in the words of v1", async ({ expect }) => {
  const { apiKey, ctx } = await mintTenant();
  const response = await send("/v1/uploads/presign", { key: apiKey, json: { filename: "a.mp3", size_bytes: 5 } });
  const body = await response.json<{ expires_at: string }>();
  expect(response.status).toBe(200);
  expect(body).toMatchObject({
    bucket: ctx.env.R2_BUCKET,
    object_key: expect.stringContaining(ctx.owner),
    upload_url: expect.stringContaining("X-Amz-Signature="),
    headers: { "content-length": "5" },
    already_uploaded: false,
  });
  expect(Date.parse(body.expires_at)).toBeGreaterThan(Date.now() + 890_000);
});

test.for([
  [{}, 400],
  [{ filename: "" }, 400],
  [{ filename: "a\u0000b" }, 400],
  [{ filename: "\ud800" }, 400],
  [{ filename: 7 }, 400],
  [{ filename: "a", content_type: "audio/wav\r\nx: y" }, 400],
  [{ filename: "a", content_type: "audio" }, 400],
  [{ filename: "a", size_bytes: 0 }, 400],
  [{ filename: "a", size_bytes: 1.5 }, 400],
  [{ filename: "a", content_sha256: "abc" }, 400],
  [{ filename: "a", size_bytes: 6 * 1024 ** 3 }, 413],
] as const)("the claim %j is refused with %i", async ([claim, status], { expect }) => {
  const { apiKey } = await mintTenant();
  const response = await send("/v1/uploads/presign", { key: apiKey, json: claim });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ error: expect.any(String) });
});
