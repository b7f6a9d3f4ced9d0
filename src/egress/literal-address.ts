import ipaddr from "ipaddr.js";

/** The address that a URL names in place of a host name, without brackets; undefined where it names a host. */
export function literalAddress({ hostname }: URL): string | undefined {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return ipaddr.IPv4.isValid(hostname) ? hostname : undefined;
}
