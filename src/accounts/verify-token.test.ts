import { env } from "cloudflare:workers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, describe, test, vi } from "vitest";
import { faultCode } from "../contract/faults.ts";
import { newId } from "../contract/ids.ts";
import { send } from "../testing/factories.ts";
import { getAccount } from "./get-account.ts";
import { openDatabase } from "../db/client.ts";
import { TokenVerifier } from "./verify-token.ts";

const ISSUER = "https://id.example";
const AUDIENCE = "voxedge";
const NOW = () => Math.floor(Date.now() / 1000);

const PAIRS = {
  RS256: await generateKeyPair("RS256", { extractable: true }),
  ES256: await generateKeyPair("ES256", { extractable: true }),
  EdDSA: await generateKeyPair("EdDSA", { extractable: true }),
};
type Alg = keyof typeof PAIRS;

async function publicJwk(alg: Alg) {
  return Object.assign(await exportJWK(PAIRS[alg].publicKey), { alg, kid: alg });
}

const KEYS = await Promise.all((["RS256", "ES256", "EdDSA"] as const).map(publicJwk));

const INLINE = { JWT_ISSUER: ISSUER, JWT_AUDIENCE: AUDIENCE, JWT_JWKS: JSON.stringify({ keys: KEYS }) };
const REMOTE = { ...INLINE, JWT_JWKS: "", JWT_JWKS_URL: "https://id.example/keys" };

function claims(own: JWTPayload = {}): JWTPayload {
  return { iss: ISSUER, aud: AUDIENCE, sub: "person", exp: NOW() + 300, ...own };
}

function sign(payload: JWTPayload, header: { alg?: Alg; kid?: string; [name: string]: unknown } = {}) {
  const alg = header.alg ?? "RS256";
  return new SignJWT(payload).setProtectedHeader({ kid: alg, ...header, alg }).sign(PAIRS[alg].privateKey);
}

async function verdict(token: string, vars: object = INLINE, verifier = new TokenVerifier()): Promise<unknown> {
  try {
    return await verifier.verify({ ...env, ...vars }, token);
  } catch (error) {
    return faultCode(error);
  }
}

function encode(value: unknown): string {
  return btoa(JSON.stringify(value)).replaceAll("=", "").replaceAll("+", "-").replaceAll("/", "_");
}

afterEach(() => vi.restoreAllMocks());

test.for(["RS256", "ES256", "EdDSA"] as const)("a token signed with %s is let in", async (alg, { expect }) => {
  expect(await verdict(await sign(claims(), { alg }))).toEqual({ issuer: ISSUER, subject: "person" });
});

test("clocks may differ by half a minute, and a token past its end is told so", async ({ expect }) => {
  expect(await verdict(await sign(claims({ exp: NOW() - 20 })))).toMatchObject({ subject: "person" });
  expect(await verdict(await sign(claims({ nbf: NOW() + 20 })))).toMatchObject({ subject: "person" });
  expect(await verdict(await sign(claims({ exp: NOW() - 40 })))).toBe("token_expired");
  expect(await verdict(await sign(claims({ nbf: NOW() + 40 })))).toBe("token_invalid");
});

test.for<[string, JWTPayload, Record<string, unknown>]>([
  ["another issuer", { iss: "https://evil.example" }, {}],
  ["another audience", { aud: "other" }, {}],
  ["no subject", { sub: undefined }, {}],
  ["an empty subject", { sub: "" }, {}],
  ["no end", { exp: undefined }, {}],
  ["an unknown key id", {}, { kid: "unknown" }],
  ["a logout token's type", {}, { typ: "logout+jwt" }],
  ["a critical extension", {}, { crit: ["b64"], b64: false }],
])("a token with %s is invalid", async ([, own, header], { expect }) => {
  const signing = sign(claims(own), header);
  expect(await signing.then((token) => verdict(token)).catch(() => "token_invalid")).toBe("token_invalid");
});

test("neither no algorithm nor a public key taken for a secret is a signature", async ({ expect }) => {
  const none = `${encode({ alg: "none" })}.${encode(claims())}.`;
  expect(await verdict(none)).toBe("token_invalid");
  const publicKey = new TextEncoder().encode(JSON.stringify(KEYS[0]));
  const confused = await new SignJWT(claims()).setProtectedHeader({ alg: "HS256", kid: "RS256" }).sign(publicKey);
  expect(await verdict(confused)).toBe("token_invalid");
});

test("a token of somebody else's key is invalid, also when it brings or names that key", async ({ expect }) => {
  const fetched = vi.spyOn(globalThis, "fetch");
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(publicKey);
  const forge = (header: object) =>
    new SignJWT(claims()).setProtectedHeader({ alg: "RS256", kid: "RS256", ...header }).sign(privateKey);
  for (const header of [{}, { jwk }, { jku: "https://evil.example/keys" }, { x5u: "https://evil.example/x" }]) {
    expect(await verdict(await forge(header))).toBe("token_invalid");
  }
  expect(fetched).not.toHaveBeenCalled();
});

test.for(["a.b.c", "..", `${"x".repeat(50)}.y.z`])("the text %j is no token", async (text, { expect }) => {
  expect(await verdict(text)).toBe("token_invalid");
});

test("without settings every token is invalid", async ({ expect }) => {
  const token = await sign(claims());
  for (const missing of ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS"]) {
    expect(await verdict(token, { ...INLINE, [missing]: "" })).toBe("token_invalid");
  }
});

describe("published keys", () => {
  function publish(answer: () => Promise<Response>) {
    return vi.spyOn(globalThis, "fetch").mockImplementation(answer);
  }

  test("are asked for once, whoever comes", async ({ expect }) => {
    const fetched = publish(async () => Response.json({ keys: KEYS }));
    const verifier = new TokenVerifier();
    const token = await sign(claims());
    const verdicts = await Promise.all(Array.from({ length: 10 }, () => verdict(token, REMOTE, verifier)));
    expect(verdicts.every((one) => typeof one === "object")).toBe(true);
    expect(fetched).toHaveBeenCalledTimes(1);
    const unknown = await sign(claims(), { kid: "unknown" });
    await Promise.all(
      Array.from({ length: 10 }, async () => expect(await verdict(unknown, REMOTE, verifier)).toBe("token_invalid")),
    );
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test("that are new are found once the pause after the last fetch is over", async ({ expect }) => {
    let keys = KEYS.slice(1);
    const fetched = publish(async () => Response.json({ keys }));
    const verifier = new TokenVerifier();
    const token = await sign(claims());
    expect(await verdict(token, REMOTE, verifier)).toBe("token_invalid");
    keys = KEYS;
    expect(await verdict(token, REMOTE, verifier)).toBe("token_invalid");
    const later = Date.now() + 31_000;
    vi.spyOn(Date, "now").mockImplementation(() => later);
    expect(await verdict(token, REMOTE, verifier)).toMatchObject({ subject: "person" });
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  test("that cannot be had are trouble of ours, asked for at most once in the pause", async ({ expect }) => {
    const fetched = publish(async () => new Response(null, { status: 500 }));
    const verifier = new TokenVerifier();
    const token = await sign(claims());
    for (let time = 0; time < 5; time++) expect(await verdict(token, REMOTE, verifier)).toBe("identity_unavailable");
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  test("that are known serve while the provider is down, for an hour", async ({ expect }) => {
    const fetched = publish(async () => Response.json({ keys: KEYS }));
    const verifier = new TokenVerifier();
    const startMs = Date.now();
    await verdict(await sign(claims()), REMOTE, verifier);
    fetched.mockRejectedValue(new Error("down"));
    for (const [minutes, expected] of [
      [11, { subject: "person" }],
      [59, { subject: "person" }],
      [61, "identity_unavailable"],
    ] as const) {
      vi.spyOn(Date, "now").mockImplementation(() => startMs + minutes * 60_000);
      const token = await sign(claims({ exp: NOW() + 7200 }));
      const outcome = await verdict(token, REMOTE, verifier);
      if (typeof expected === "string") expect(outcome).toBe(expected);
      else expect(outcome).toMatchObject(expected);
    }
  });
});

test("the first token of a person opens an account within the operator's limits, all later ones find it", async ({
  expect,
}) => {
  const bindings = { ...INLINE, JWT_ACCOUNT_LIMITS: '{"concurrent_jobs": 3}' };
  const sub = `person ${newId()}`;
  const ids = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const key = await sign(claims({ sub }));
      const response = await send("/v1/uploads/presign", { key, json: { filename: "a" }, bindings });
      return (await response.json<{ object_key: string }>()).object_key.split("/")[1] ?? "";
    }),
  );
  expect(new Set(ids).size).toBe(1);
  const account = await getAccount({ env, db: openDatabase(env.DB) }, ids[0] ?? "");
  expect(account).toMatchObject({ name: sub, limits: { concurrentJobs: 3, dailyJobs: null, creditSeconds: null } });

  const key = await sign(claims({ sub: `${sub} else` }));
  expect((await send("/v1/api-keys", { key, bindings })).status).toBe(200);
  const expired = await send("/v1/usage", { key: await sign(claims({ exp: NOW() - 60 })), bindings });
  expect([expired.status, await expired.json()]).toMatchObject([401, { error: "token expired" }]);
});
