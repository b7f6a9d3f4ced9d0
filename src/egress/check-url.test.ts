import { describe, test } from "vitest";
import { checkUrl } from "./check-url.ts";
import { EgressRefused } from "./egress-errors.ts";

const STRICT = { allowPrivate: false };
const LAX = { allowPrivate: true };

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  "a loopback, private or otherwise special IPv4 address": [
    "https://127.0.0.1/",
    "https://0.0.0.0/",
    "https://10.1.2.3/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://100.100.100.200/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://198.51.100.7/",
    "https://203.0.113.7/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    "https://168.63.129.16/",
  ],
  "such an address in another notation": [
    "https://2130706433/",
    "https://0x7f000001/",
    "https://017700000001/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0X7F.1/",
    "https://127.0.0.1./",
    "https://2852039166/",
    "https://0xa9.0xfe.0xa9.0xfe/",
    "https://%31%32%37.0.0.1/",
    "https://１２７.０.０.１/",
    "https://127。0。0。1/",
    "https://①②⑦.⓪.⓪.①/",
  ],
  "a special IPv6 address, or one that stands for a special IPv4 one": [
    "https://[::1]/",
    "https://[::]/",
    "https://[0:0:0:0:0:0:0:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[::127.0.0.1]/",
    "https://[::8.8.8.8]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2002:808:808::1]/",
    "https://[2001:0:7f00:1::]/",
    "https://[2001:db8::1]/",
    "https://[3fff::1]/",
    "https://[fc00::1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25eth0]/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[100::1]/",
    "https://[4000::1]/",
  ],
  "a name of the local network": [
    "https://localhost/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://a.localhost/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://router.home.arpa/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://intranet/",
    "https://ｌｏｃａｌｈｏｓｔ/",
    "https://printer。local/",
    "https://example.com./",
    "https://example..com/",
    "https://.example.com/",
    "https://exa*mple.com/",
  ],
  "a port or a scheme of its own": [
    "http://example.com/",
    "https://example.com:80/",
    "https://example.com:8443/",
    "https://example.com:22/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "data:audio/wav;base64,AAAA",
    "blob:https://example.com/1",
    "javascript:alert(1)",
    "ws://example.com/",
    "r2://bucket/key",
  ],
  "anything that readers of URLs do not agree on": [
    "",
    "example.com/a.wav",
    "//example.com/",
    "https:/example.com/",
    "https:example.com",
    "https:///example.com/",
    "https://",
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://@example.com/",
    "https://example.com@127.0.0.1/",
    "https://127.0.0.1#@example.com/",
    "https://example.com/#fragment",
    "https://example.com\\@127.0.0.1/",
    "https:\\\\example.com\\",
    " https://example.com/",
    "https://exam\tple.com/",
    "https://example.com/\r\nHost: localhost",
    "https://example.com/a b",
    "https://exa%00mple.com/",
    "https://example.com:99999/",
    "https://[::1/",
    `https://example.com/${"a".repeat(5000)}`,
  ],
};

describe.for(Object.entries(REFUSED))("%s", ([, urls]) => {
  test.for(urls)("is refused: %s", (url, { expect }) => {
    expect(() => checkUrl(url, STRICT)).toThrow(EgressRefused);
  });
});

test.for([
  ["https://example.com", "https://example.com/"],
  ["HTTPS://Example.COM:443/a/../b?c=d", "https://example.com/b?c=d"],
  ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
  ["https://8.8.8.8/a.wav", "https://8.8.8.8/a.wav"],
  ["https://[2606:4700::1111]/", "https://[2606:4700::1111]/"],
  ["https://[::ffff:8.8.8.8]/", "https://[::ffff:808:808]/"],
  ["https://a_b.my-cdn.example.com/", "https://a_b.my-cdn.example.com/"],
])("%s may be called", ([text = "", href], { expect }) => {
  expect(checkUrl(text, STRICT).href).toBe(href);
});

test("with private addresses allowed, host, port and plain http are free, and the form is not", ({ expect }) => {
  for (const url of ["http://127.0.0.1:8080/a", "http://localhost/", "https://[::1]:8443/", "http://audio/"]) {
    expect(checkUrl(url, LAX).href).toBe(new URL(url).href);
  }
  for (const url of ["file:///etc/passwd", "http://a@127.0.0.1/", "http://127.0.0.1/#a", "http:127.0.0.1"]) {
    expect(() => checkUrl(url, LAX)).toThrow(EgressRefused);
  }
});
