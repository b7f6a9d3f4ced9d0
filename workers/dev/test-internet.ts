import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { Headers, type Request, Response } from "miniflare";
import type { HostLookup } from "./answer-dns.ts";

/** Whoever still waits for an answer at the end of the tests does not hold them up. */
const sleep = (ms: number) => delay(ms, undefined, { ref: false });

const PUBLIC = ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"];

/** Parameters of a test host's URL, the headers that they become, and what those are where they are left out. */
const HEADERS = [
  ["type", "content-type", "audio/wav"],
  ["location", "location", null],
] as const;

/** Where Google Drive gives out files. */
const DRIVE = "drive.usercontent.google.com";

/** Hosts under test and their addresses. */
const HOSTS: Readonly<Record<string, readonly string[]>> = {
  "public.test": PUBLIC,
  "private.test": ["10.0.0.1"],
  "loopback.test": ["127.0.0.1", "::1"],
  "mixed.test": [...PUBLIC, "10.0.0.1"],
  "mixed6.test": [...PUBLIC, "fd00::1"],
  "mapped.test": ["::ffff:127.0.0.1"],
  "nat64.test": ["64:ff9b::a00:1"],
  "metadata.test": ["169.254.169.254"],
  "carrier.test": ["100.64.0.1"],
  "odd.test": ["0x7f.1"],
  "nonsense.test": ["not an address"],
  "empty.test": [],
  [DRIVE]: PUBLIC,
};

/** The test hosts' addresses. `rebinding.test` is public and private in turn; nobody can tell those of `broken.test`. */
export function lookupTestHosts(): HostLookup {
  let asked = 0;
  return async (name, family) => {
    if (name === "broken.test") throw new Error("SERVFAIL");
    const isFamily = (address: string) => address.includes(":") === (family === 6);
    if (name !== "rebinding.test") return HOSTS[name]?.filter(isFamily);
    if (family === 6) return [];
    return asked++ % 2 === 0 ? PUBLIC.filter(isFamily) : ["10.0.0.1"];
  };
}

/**
 * Answers for all test hosts as the query of the URL says: `status`, `type`, `location`, `body` or `size` (so many bytes),
 * `gzip` (it is sent compressed), `times` (how often the body is sent, without a length), `every` (milliseconds
 * between those), `after` (milliseconds before the answer begins), `echo` (the body is what was received, as JSON).
 */
export async function answerForTestHost(request: Request): Promise<Response> {
  const { hostname, searchParams: query } = new URL(request.url);
  if (hostname === DRIVE) return answerAsDrive(query);
  const number = (name: string) => Number(query.get(name) ?? 0);
  await sleep(number("after"));
  const headers = new Headers();
  for (const [parameter, header, otherwise] of HEADERS) {
    const value = query.get(parameter) ?? otherwise;
    if (value !== null) headers.set(header, value);
  }
  const plain = Buffer.from(query.get("body") ?? "x".repeat(number("size")));
  const isGzip = query.has("gzip");
  if (isGzip) headers.set("content-encoding", "gzip");
  const piece = isGzip ? gzipSync(plain) : plain;
  async function* pieces() {
    for (let left = number("times"); left > 0; left--) {
      yield piece;
      await sleep(number("every"));
    }
  }
  const status = number("status") || 200;
  if (query.has("echo")) {
    const received = { headers: Object.fromEntries(request.headers), body: await request.text() };
    return Response.json(received, { status, headers });
  }
  if (query.has("times")) return new Response(ReadableStream.from(pieces()), { status, headers });
  headers.set("content-length", String(piece.byteLength));
  return new Response(piece.byteLength === 0 ? null : piece, { status, headers });
}

/** Of a large file Drive first asks for confirmation; of one that is not shared it knows nothing but a page to sign in. */
function answerAsDrive(query: URLSearchParams): Response {
  const id = query.get("id") ?? "";
  const isConfirmed = query.get("confirm") === "t" && query.get("uuid") === "one-of-its-own";
  const headers = { "content-type": "text/html; charset=utf-8" };
  if (id.startsWith("unshared")) return new Response("<!doctype html><form id=signin></form>", { headers });
  if (id.startsWith("missing")) return new Response("<!doctype html>", { status: 404, headers });
  if (id.startsWith("large") && !isConfirmed) return new Response(confirmationPage(id), { headers });
  return new Response(`the file ${id}`, { headers: { "content-type": "audio/mpeg" } });
}

function confirmationPage(id: string): string {
  const fields = Object.entries({ id, export: "download", confirm: "t", uuid: "one-of-its-own" });
  const inputs = fields.map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`).join("");
  return `<!DOCTYPE html><html><body><p>Google Drive can't scan this file for viruses.</p>
    <form id="download-form" action="https://${DRIVE}/download" method="get"><input type="submit" value="Download anyway">
    ${inputs}</form></body></html>`;
}
