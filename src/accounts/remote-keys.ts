import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
import { SpeechFault } from "../contract/faults.ts";

/** Keys this old are asked for anew. */
const FRESH_MS = 10 * 60_000;
/** Keys this old are trusted no more, should the provider be down for so long. */
const TRUSTED_MS = 60 * 60_000;
/** The provider is asked at most once in this time, whatever tokens come and however it answers. */
const COOLDOWN_MS = 30_000;
const TIMEOUT_MS = 5_000;
const POLL_MS = 20;

/**
 * The published keys of an identity provider, kept between requests. Unlike jose's own remote set it counts failed
 * fetches as fetches and lets concurrent requests share one, so that a flood of unknown key ids never reaches the provider.
 */
export class RemoteKeys {
  readonly #url: string;
  #keys: JWTVerifyGetKey | undefined;
  #fetchedAtMs = -Infinity;
  #askedAtMs = -Infinity;
  #isAsking = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Finds the key of a token, by its `kid` and `alg` alone. Fault: `identity_unavailable`. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    if (Date.now() - this.#fetchedAtMs > FRESH_MS) await this.#refresh();
    const keys = this.#trusted();
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || !(await this.#refresh())) throw error;
      return await this.#trusted()(header, token);
    }
  };

  #trusted(): JWTVerifyGetKey {
    if (this.#keys === undefined || Date.now() - this.#fetchedAtMs > TRUSTED_MS) {
      throw new SpeechFault("identity_unavailable");
    }
    return this.#keys;
  }

  /** Whether newer keys are there than before the call. */
  async #refresh(): Promise<boolean> {
    const before = this.#fetchedAtMs;
    if (Date.now() - this.#askedAtMs >= COOLDOWN_MS) await this.#fetch();
    // A promise of another request cannot be awaited on Workers, its effect can; its client may leave and end it midway.
    while (this.#isAsking && Date.now() - this.#askedAtMs < TIMEOUT_MS) await scheduler.wait(POLL_MS);
    return this.#fetchedAtMs > before;
  }

  async #fetch(): Promise<void> {
    this.#askedAtMs = Date.now();
    this.#isAsking = true;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(this.#url, { headers: { accept: "application/json" }, redirect: "manual", signal });
      if (!response.ok) throw new Error(`the key set answered ${response.status}`);
      this.#keys = createLocalJWKSet(await response.json());
      this.#fetchedAtMs = Date.now();
    } catch (cause) {
      if (this.#keys === undefined) throw new SpeechFault("identity_unavailable", undefined, { cause });
    } finally {
      this.#isAsking = false;
    }
  }
}
