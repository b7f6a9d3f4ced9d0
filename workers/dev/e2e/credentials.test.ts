import { importJWK, SignJWT } from "jose";
import { inject, test } from "vitest";
import { z } from "zod";
import { callApi } from "../call-api.ts";
import { AUDIENCE, ISSUER } from "./global-setup.ts";
import { openAccount } from "./open-account.ts";
import { send } from "./send.ts";

const CreatedKey = z.object({ id: z.string(), key: z.string() });

async function verdictOn(key: string): Promise<unknown> {
  const { status, body } = await send("/v1/transcriptions?limit=1", { key });
  return status === 200 ? "welcome" : { status, body };
}

async function signToken(expiresIn: string, audience = AUDIENCE): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: "EdDSA" })
    .setSubject("someone")
    .setIssuer(ISSUER)
    .setAudience(audience)
    .setExpirationTime(expiresIn)
    .sign(await importJWK(inject("signingKey"), "EdDSA"));
}

test.concurrent("a revoked key is told so by the very next request", async ({ expect }) => {
  const account = await openAccount();
  const { id, key } = await callApi(account, "/v1/api-keys", CreatedKey, { name: "short-lived" });
  expect(await verdictOn(key)).toBe("welcome");
  expect((await send(`/v1/api-keys/${id}`, { key: account.apiKey, method: "DELETE" })).status).toBe(204);
  const refusal = { status: 401, body: { error: "api key has been revoked", code: "api_key_revoked" } };
  expect(await verdictOn(key)).toEqual(refusal);
});

test.concurrent("a key with an expiry is told so once that has passed", async ({ expect }) => {
  const account = await openAccount();
  const expires_at = new Date(Date.now() + 2000).toISOString();
  const { key } = await callApi(account, "/v1/api-keys", CreatedKey, { name: "short-lived", expires_at });
  const refusal = { status: 401, body: { error: "api key has expired", code: "api_key_expired" } };
  await expect.poll(() => verdictOn(key), { timeout: 20_000, interval: 200 }).toEqual(refusal);
});

test.concurrent("a JWT is accepted from the configured issuer, for this audience and in its time", async ({
  expect,
}) => {
  const token = await signToken("5m");
  expect(await verdictOn(token)).toBe("welcome");
  const expired = { status: 401, body: { error: "token expired", code: "token_expired" } };
  expect(await verdictOn(await signToken("-2m"))).toEqual(expired);
  const invalid = { status: 401, body: { error: "invalid token", code: "token_invalid" } };
  expect(await verdictOn(await signToken("5m", "another"))).toEqual(invalid);
  const [header = "", payload = "", signature = ""] = token.split(".");
  expect(await verdictOn(`${header}.${payload}.${signature.split("").toReversed().join("")}`)).toEqual(invalid);
  expect(await verdictOn(`${btoa('{"alg":"none"}')}.${payload}.`)).toEqual(invalid);
});
