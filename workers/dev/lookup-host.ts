import { lookup } from "node:dns/promises";
import type { HostLookup } from "./answer-dns.ts";

/** What this machine itself would connect to: its hosts file, then its resolver. */
export const lookupHost: HostLookup = async (name, family) => {
  try {
    const found = await lookup(name, { family, all: true });
    return found.map(({ address }) => address);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTFOUND") return undefined;
    throw error;
  }
};
