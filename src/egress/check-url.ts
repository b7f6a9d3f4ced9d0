import { EgressRefused } from "./egress-errors.ts";
import type { EgressPolicy } from "./egress-policy.ts";
import { isPublicAddress } from "./is-public-address.ts";
import { literalAddress } from "./literal-address.ts";

const LONGEST_URL = 4096;
const LONGEST_NAME = 253;

/** Domains whose names mean something only on the network of whoever asks (RFC 6761, RFC 8375, ICANN's `internal`). */
const LOCAL_DOMAINS = new Set([
  "localhost",
  "localdomain",
  "local",
  "internal",
  "intranet",
  "private",
  "lan",
  "home",
  "corp",
  "arpa",
]);

/**
 * The URL that a text names, if its form alone lets it be called: https on port 443, at a public host. A name may still
 * stand for a private address: {@link checkHost} finds out. Throws EgressRefused.
 */
export function checkUrl(text: string, policy: EgressPolicy): URL {
  const url = parseStrictly(text);
  if (policy.allowPrivate) return url;
  if (url.protocol !== "https:") throw new EgressRefused("must begin with https://");
  // The parser leaves out the port where it is the scheme's own.
  if (url.port !== "") throw new EgressRefused("must not name a port other than 443");
  const literal = literalAddress(url);
  if (literal === undefined) checkName(url.hostname);
  else if (!isPublicAddress(literal)) throw new EgressRefused("names an address that is not public");
  return url;
}

/** What the WHATWG parser would mend in silence is refused: others may read it differently. */
function parseStrictly(text: string): URL {
  if (text.length > LONGEST_URL) throw new EgressRefused(`is longer than ${LONGEST_URL} characters`);
  if (/[\s\\\p{Cc}]/u.test(text)) throw new EgressRefused("contains white space, a backslash or a control character");
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) throw new EgressRefused("must begin with https:// and a host");
  if (authority.includes("@")) throw new EgressRefused("must not carry a user name or password");
  if (text.includes("#")) throw new EgressRefused("must not have a fragment");
  const url = URL.parse(text);
  if (url === null) throw new EgressRefused("is not well-formed");
  return url;
}

function checkName(name: string): void {
  const labels = name.split(".");
  if (name.length > LONGEST_NAME || !labels.every((label) => /^[a-z0-9_-]{1,63}$/.test(label))) {
    throw new EgressRefused("names a host whose name is not well-formed");
  }
  if (labels.length === 1 || LOCAL_DOMAINS.has(labels.at(-1) ?? "")) {
    throw new EgressRefused("names a host that is not public");
  }
}
