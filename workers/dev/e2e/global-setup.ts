import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import type { TestProject } from "vitest/node";
import { startDeployment } from "./deployment.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly url: string;
    readonly adminKey: string;
    /** Rewritten whenever a process was started again. */
    readonly readyFile: string;
    /** Signs JWTs that the deployment accepts, of {@link ISSUER} for {@link AUDIENCE}. */
    readonly signingKey: JWK;
  }
}

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "voxedge";

/** One stack with one node for all files of the suite: every test opens its own account there. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), "voxedge-e2e-"));
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  const configFile = join(dataDir, "config.json");
  const jwks = { keys: [await exportJWK(publicKey)] };
  await writeFile(configFile, JSON.stringify({ jwt: { issuer: ISSUER, audience: AUDIENCE, jwks } }));
  // Two engines, so that chunks of one recording really are recognized at the same time.
  const env = { VOXEDGE_CONCURRENCY: "2", VOXEDGE_THREADS: "1" };
  const { ready, readyFile, stop } = await startDeployment(dataDir, { configFile, env });
  provide("url", ready.url);
  provide("adminKey", ready.admin_key);
  provide("readyFile", readyFile);
  provide("signingKey", await exportJWK(privateKey));
  return async () => {
    await stop();
    await rm(dataDir, { recursive: true });
  };
}
