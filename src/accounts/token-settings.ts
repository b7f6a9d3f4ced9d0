import { z } from "zod";
import type { AccountLimits } from "./limits.ts";

const Limit = z.int().nonnegative().optional();

const Limits = z
  .strictObject({ concurrent_jobs: Limit, daily_jobs: Limit, credit_seconds: Limit })
  .transform(({ concurrent_jobs, daily_jobs, credit_seconds }) => ({
    concurrentJobs: concurrent_jobs ?? null,
    dailyJobs: daily_jobs ?? null,
    creditSeconds: credit_seconds ?? null,
  }));

type Vars = Pick<Env, "JWT_ISSUER" | "JWT_AUDIENCE" | "JWT_JWKS_URL" | "JWT_JWKS">;

/** Which JWTs a deployment accepts. */
export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer publishes its keys, or the keys themselves as JSON. */
  readonly keys: { readonly url: string } | { readonly json: string };
}

/** The settings for JWTs; null when they are off, which they are while any part is missing. */
export function tokenSettings(vars: Vars): TokenSettings | null {
  const { JWT_ISSUER: issuer, JWT_AUDIENCE: audience, JWT_JWKS_URL: url, JWT_JWKS: json } = vars;
  if (issuer === "" || audience === "" || (url === "" && json === "")) return null;
  return { issuer, audience, keys: json === "" ? { url } : { json } };
}

/** The limits of an account that its first JWT opens; a limit left out is unlimited. */
export function newAccountLimits({ JWT_ACCOUNT_LIMITS }: Pick<Env, "JWT_ACCOUNT_LIMITS">): AccountLimits {
  return Limits.parse(JSON.parse(JWT_ACCOUNT_LIMITS));
}
