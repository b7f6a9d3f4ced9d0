import ipaddr from "ipaddr.js";

/** Public in form only: the wire server that every machine of one cloud sees on its own link. */
const WIRE_SERVER = "168.63.129.16";

const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");
const MAPPED = ipaddr.IPv6.parseCIDR("::ffff:0:0/96");
/** RFC 6052; what a resolver makes up for IPv4 hosts on networks that have IPv6 only. */
const NAT64 = ipaddr.IPv6.parseCIDR("64:ff9b::/96");

/**
 * Whether an address, IPv4 as four decimal numbers or IPv6 without brackets, is one that anybody on the internet may
 * have: unicast and reserved for nothing. An IPv6 address that stands for an IPv4 one is judged as that. False for text
 * that is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return isPublicIPv4(ipaddr.IPv4.parse(text));
  if (text.includes("%") || !ipaddr.IPv6.isValid(text)) return false;
  const address = ipaddr.IPv6.parse(text);
  if (address.match(MAPPED) || address.match(NAT64)) {
    return isPublicIPv4(new ipaddr.IPv4(address.toByteArray().slice(-4)));
  }
  return address.match(GLOBAL_UNICAST) && address.range() === "unicast";
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast" && address.toString() !== WIRE_SERVER;
}
