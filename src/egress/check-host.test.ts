import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { test } from "vitest";
import { checkHost } from "./check-host.ts";
import { checkUrl } from "./check-url.ts";
import { EgressRefused } from "./egress-errors.ts";

const STRICT = { allowPrivate: false };

/** Private networks, and how many bits of an address they leave free. */
const NETWORKS = [
  [0x7f_00_00_00, 24],
  [0x0a_00_00_00, 24],
  [0xac_10_00_00, 20],
  [0xc0_a8_00_00, 16],
  [0xa9_fe_00_00, 16],
  [0x64_40_00_00, 22],
  [0x00_00_00_00, 24],
  [0xe0_00_00_00, 29],
] as const;

const privateAddress = fc
  .tuple(fc.constantFrom(...NETWORKS), fc.nat())
  .map(([[network, bits], host]) => network + (host % 2 ** bits));

function octetsOf(address: number): number[] {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256);
}

const inSomeBase = (value: number) => fc.constantFrom(`${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`);

/** The address as one to four numbers, each in a base of its own; the last one fills what is left. */
const ipv4Notation = privateAddress.chain((address) =>
  fc.integer({ min: 0, max: 3 }).chain((leading) => {
    const parts = [...octetsOf(address).slice(0, leading), address % 2 ** (32 - 8 * leading)];
    return fc.tuple(...parts.map(inSomeBase)).map((written) => written.join("."));
  }),
);

const ipv6Notation = privateAddress.chain((address) => {
  const [a = 0, b = 0, c = 0, d = 0] = octetsOf(address);
  const groups = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  const forms = ["::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "::ffff:0:"];
  return fc.constantFrom(
    ...forms.flatMap((prefix) => [`[${prefix}${groups}]`, `[${prefix}${a}.${b}.${c}.${d}]`]),
    `[2002:${groups}::1]`,
    `[fd${a.toString(16).padStart(2, "0")}:${groups}::1]`,
    `[fe80::${groups}]`,
  );
});

test("no notation of a private address passes, neither by its form nor as a host", async ({ expect }) => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(ipv4Notation, ipv6Notation), fc.constantFrom("", "/", "/a?b"), async (host, path) => {
      const url = `https://${host}${path}`;
      expect(() => checkUrl(url, STRICT)).toThrow(EgressRefused);
      await expect(checkHost(env, new URL(url), STRICT)).rejects.toThrow(EgressRefused);
    }),
    { numRuns: 500 },
  );
});
