import { createLocalJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { SpeechFault, faultCode } from "../contract/faults.ts";
import { RemoteKeys } from "./remote-keys.ts";
import { tokenSettings } from "./token-settings.ts";

/** Signatures only: with a symmetric algorithm a public key would be a secret that everybody knows. */
const ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA", "Ed25519"];
/** Access tokens (RFC 9068) and plain JWTs; other kinds, such as logout tokens, are not meant for an API. */
const TYPES = new Set(["jwt", "at+jwt", "application/at+jwt"]);
const CLOCK_TOLERANCE_SECONDS = 30;
const LONGEST_SUBJECT = 255;

/** Verifies JWTs of one deployment; holds the provider's keys between requests. */
export class TokenVerifier {
  readonly #remote = new Map<string, RemoteKeys>();

  /**
   * Whom a JWT speaks for. The keys come from the settings alone: a token that brings or names its own is not listened
   * to. Faults: `token_invalid`, `token_expired`, `identity_unavailable`.
   */
  async verify(env: Env, token: string): Promise<{ issuer: string; subject: string }> {
    const settings = tokenSettings(env);
    if (settings === null) throw new SpeechFault("token_invalid");
    const { issuer, audience, keys } = settings;
    try {
      const { payload, protectedHeader } = await jwtVerify(token, this.#finder(keys), {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ["sub", "exp"],
      });
      const { sub: subject = "" } = payload;
      const type = protectedHeader.typ?.toLowerCase() ?? "jwt";
      if (!TYPES.has(type) || subject === "" || subject.length > LONGEST_SUBJECT)
        throw new SpeechFault("token_invalid");
      return { issuer, subject };
    } catch (cause) {
      if (faultCode(cause) === "identity_unavailable") throw cause;
      const code = cause instanceof errors.JWTExpired ? "token_expired" : "token_invalid";
      throw new SpeechFault(code, undefined, { cause });
    }
  }

  #finder(keys: { url: string } | { json: string }): JWTVerifyGetKey {
    if ("json" in keys) return createLocalJWKSet(JSON.parse(keys.json));
    const known = this.#remote.get(keys.url) ?? new RemoteKeys(keys.url);
    this.#remote.set(keys.url, known);
    return known.find;
  }
}
