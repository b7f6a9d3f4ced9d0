import type { Context } from "../context.ts";
import { faultCode } from "../contract/faults.ts";
import { authenticateNode } from "./authenticate-node.ts";
import { hashKey } from "./hash-key.ts";

/** While the index is down no key can be revoked either; beyond this, a short outage would be a long one. */
const TRUST_MS = 10 * 60_000;
/** Far more than work for one isolate. */
const MOST_NODES = 10_000;

/**
 * Nodes whose keys the index has confirmed lately: while it is down, they go on with the jobs that are under way. As
 * long as it answers, its word counts.
 */
export class KnownNodes {
  /** By the digest of the key. */
  readonly #confirmed = new Map<string, { readonly nodeId: string; readonly atMs: number }>();

  /** {@link authenticateNode}, with the same faults. */
  async authenticate(scope: Pick<Context, "env" | "db">, token: string): Promise<{ nodeId: string }> {
    const digest = await hashKey(scope.env.KEY_PEPPER, token);
    try {
      const { nodeId } = await authenticateNode(scope, token);
      this.#confirm(digest, nodeId);
      return { nodeId };
    } catch (error) {
      const known = this.#confirmed.get(digest);
      if (faultCode(error) !== undefined) this.#confirmed.delete(digest);
      else if (known !== undefined && Date.now() - known.atMs < TRUST_MS) return { nodeId: known.nodeId };
      throw error;
    }
  }

  #confirm(digest: string, nodeId: string): void {
    if (this.#confirmed.size >= MOST_NODES) this.#confirmed.clear();
    this.#confirmed.set(digest, { nodeId, atMs: Date.now() });
  }
}
