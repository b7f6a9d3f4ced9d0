import { once } from "node:events";
import { connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { ApiAccess } from "../call-api.ts";
import { openAccount } from "./open-account.ts";
import { submitUri } from "./submit-uri.ts";
import { finalOf, watchAll } from "./watch.ts";

/** Addresses of this machine that listen: on the only port that may be called, where that is permitted, and on another. */
const LISTENED = ["127.0.0.1", "::1"].flatMap((host) => [443, 0].map((port) => ({ host, port })));

let access: ApiAccess;
let connections = 0;
let freePort = 0;

const servers = LISTENED.map(({ host, port }) => {
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  return { server, host, port };
});

beforeAll(async () => {
  access = await openAccount();
  for (const { server, host, port } of servers) {
    server.listen(port, host);
    // Low ports and IPv6 are not to be had everywhere.
    await Promise.race([once(server, "listening"), new Promise((resolve) => server.on("error", resolve))]);
    const address = server.address();
    if (port === 0 && typeof address === "object" && address !== null) freePort = address.port;
  }
});
afterAll(() => {
  for (const { server } of servers) server.close();
});

const LOOPBACK = [
  "127.0.0.1",
  "127.0.0.2",
  "127.1",
  "127.0.1",
  "2130706433",
  "0x7f000001",
  "0x7f.0.0.1",
  "0177.0.0.1",
  "017700000001",
  "0",
  "0.0.0.0",
  "127.0.0.1.",
  "%31%32%37.0.0.1",
  "１２７.０.０.１",
  "127。0。0。1",
  "①②⑦.⓪.⓪.①",
  "[::1]",
  "[::]",
  "[0:0:0:0:0:0:0:1]",
  "[::127.0.0.1]",
  "[::ffff:127.0.0.1]",
  "[::ffff:7f00:1]",
  "[64:ff9b::127.0.0.1]",
  "[64:ff9b:1::7f00:1]",
  "[2002:7f00:1::1]",
  "[2001:0:7f00:1::1]",
  "localhost",
  "LOCALHOST",
  "localhost.",
  "a.localhost",
  "localhost.localdomain",
  "ｌｏｃａｌｈｏｓｔ",
  "ip6-localhost",
  "vm",
  "1.0.0.127.in-addr.arpa",
];

const ELSEWHERE = [
  "https://10.0.0.1/",
  "https://172.16.0.1/",
  "https://192.168.0.1/",
  "https://169.254.169.254/latest/meta-data/",
  "https://[fd00:ec2::254]/latest/meta-data/",
  "https://100.64.0.1/",
  "https://198.18.0.1/",
  "https://[fe80::1]/",
  "https://[fc00::1]/",
  "https://[ff02::1]/",
  "https://metadata.google.internal/",
  "https://printer.local/",
  "https://router.home.arpa/",
  "file:///etc/passwd",
  "ftp://127.0.0.1/a.wav",
  "gopher://127.0.0.1:443/",
  "data:audio/wav;base64,UklGRg==",
  "r2://voxedge-audio/uploads/x",
  "https:127.0.0.1/",
  "https:///127.0.0.1/",
  "//127.0.0.1/",
  "https://example.com@127.0.0.1/",
  "https://127.0.0.1\\@example.com/",
  "https://127.0.0.1#@example.com/",
  "https://user:secret@127.0.0.1/",
  "https://127.0.0.1/\r\nHost: example.com",
  "https://exam\tple.com/",
  "https://example.com:22/",
  "https://example.com/#fragment",
  "googledrive://../../127.0.0.1",
  "googledrive://127.0.0.1",
];

describe("is refused at once, and nobody is called:", () => {
  test.concurrent.for(LOOPBACK)("%s, on any port and scheme", async (host, { expect }) => {
    for (const uri of [`https://${host}/a.wav`, `http://${host}/a.wav`, `https://${host}:${freePort}/a.wav`]) {
      expect(await submitUri(access, uri)).toMatchObject({ status: "asr_request_invalid_uri" });
    }
    expect(connections).toBe(0);
  });

  test.concurrent.for(ELSEWHERE)("%j", async (uri, { expect }) => {
    const { message } = { message: "", ...(await submitUri(access, uri)) };
    expect(message).toMatch(/^the URI /);
    expect(connections).toBe(0);
  });
});

test("a name that the resolver does not know fails the job, which says so", async ({ expect }) => {
  const answer = await submitUri(access, "https://nowhere.invalid/a.wav");
  if (!("job_id" in answer)) throw new Error(answer.message);
  const final = finalOf(await watchAll(access, answer.job_id));
  expect(final).toMatchObject({ status: "failed", error: "the audio URI names a host that has no address" });
  expect(connections).toBe(0);
});

test("a call to any of the listeners would have been seen", async ({ expect }) => {
  const listening = servers.flatMap(({ server }) => server.address() ?? []);
  for (const address of listening) {
    if (typeof address === "object") await once(connect(address.port, address.address), "close");
  }
  expect(connections).toBe(listening.length);
  expect(connections).toBeGreaterThan(0);
});
