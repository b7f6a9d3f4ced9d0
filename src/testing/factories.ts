import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { getLogger } from "@logtape/logtape";
import { createAccount } from "../accounts/create-account.ts";
import type { AccountLimits } from "../accounts/limits.ts";
import { registerNode } from "../accounts/register-node.ts";
import type { Context } from "../context.ts";
import { newId } from "../contract/ids.ts";
import { openDatabase } from "../db/client.ts";
import { createApp } from "../http/app.ts";
import { createJob, type JobRequest } from "../jobs/create-job.ts";
import type { JobView } from "../jobs/job-view.ts";
import { type UploadClaim, presignUpload } from "../uploads/presign-upload.ts";

/** Everything here mints its own owner, so that no test sees another's rows. */

export interface Tenant {
  readonly ctx: Context;
  readonly apiKey: string;
}

/** The context of a verb acting for an account. */
function contextOf(owner: string): Context {
  return { env, db: openDatabase(env.DB), log: getLogger(["voxedge", "test"]), owner, requestId: newId() };
}

/** A new account, unlimited unless told otherwise. */
export async function mintTenant(limits: Partial<AccountLimits> = {}): Promise<Tenant> {
  const unlimited = { concurrentJobs: null, dailyJobs: null, creditSeconds: null };
  const account = await createAccount(contextOf(newId()), { name: "test", limits: { ...unlimited, ...limits } });
  return { ctx: contextOf(account.id), apiKey: account.apiKey };
}

/** An upload of the tenant whose bytes lie in the bucket; gives its object key. */
export async function mintUpload(
  { ctx }: Tenant,
  bytes: Uint8Array = new TextEncoder().encode("not really audio"),
  claim: Partial<UploadClaim> = {},
): Promise<string> {
  const { objectKey } = await presignUpload(ctx, { filename: "speech.wav", contentType: "audio/wav", ...claim });
  await ctx.env.AUDIO.put(objectKey, bytes);
  return objectKey;
}

/** A job of the tenant on an upload of its own, unless told otherwise. */
export async function mintJob(tenant: Tenant, changes: Partial<JobRequest> = {}): Promise<JobView> {
  const audio = changes.audio ?? { objectKey: await mintUpload(tenant) };
  const options = { model: "gemma4-e2b-asr", language: "auto", promptPreset: "default" } as const;
  const request: JobRequest = { jobId: newId(), options, overLimit: "refuse", ...changes, audio };
  const created = await createJob(tenant.ctx, request);
  if ("admitted" in created) throw new Error(`the tenant was refused: ${created.code}`);
  return created;
}

/** A node with its key. */
export async function mintNode(): Promise<{ id: string; key: string }> {
  return registerNode(contextOf(newId()), { name: "test node" });
}

export interface TestRequest {
  readonly method?: string;
  /** Sent as `Authorization: Bearer`. */
  readonly key?: string;
  /** Sent as `x-api-key`. */
  readonly apiKey?: string;
  /** Sent as JSON. */
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bindings that replace the Worker's own for this request. */
  readonly bindings?: Partial<Env>;
}

/** Sends a request through the whole app; POST when it has a body and names no other method. */
export async function send(path: string, request: TestRequest = {}): Promise<Response> {
  const { method, key, apiKey, json, body, headers, bindings } = request;
  const content = json === undefined ? body : JSON.stringify(json);
  return createApp().request(
    path,
    {
      method: method ?? (content === undefined ? "GET" : "POST"),
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(apiKey === undefined ? {} : { "x-api-key": apiKey }),
        ...(json === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    },
    { ...env, ...bindings },
    createExecutionContext(),
  );
}
