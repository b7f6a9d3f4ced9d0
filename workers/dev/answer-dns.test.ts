import { Request } from "miniflare";
import { test } from "vitest";
import { dnsResolver, type HostLookup } from "./answer-dns.ts";
import { lookupHost } from "./lookup-host.ts";

async function ask(lookup: HostLookup, name: string, type: string): Promise<unknown> {
  const url = `https://resolver/dns-query?name=${name}&type=${type}`;
  return await (await dnsResolver(lookup)(new Request(url))).json();
}

test("the resolver says what this machine itself would connect to", async ({ expect }) => {
  const record = { name: "localhost", type: 1, data: "127.0.0.1" };
  expect(await ask(lookupHost, "localhost", "A")).toMatchObject({ Status: 0, TC: false, Answer: [record] });
});

test("each kind of address is asked for by itself", async ({ expect }) => {
  const lookup: HostLookup = async (_, family) => (family === 6 ? ["::1"] : []);
  expect(await ask(lookup, "a.test", "AAAA")).toMatchObject({ Status: 0, Answer: [{ type: 28, data: "::1" }] });
  expect(await ask(lookup, "a.test", "A")).toMatchObject({ Status: 0, Answer: [] });
});

test("a name that does not exist is told from one that nobody can tell", async ({ expect }) => {
  expect(await ask(async () => undefined, "a.test", "A")).toEqual({ Status: 3, TC: false });
  expect(await ask(() => Promise.reject(new Error("no route")), "a.test", "A")).toEqual({ Status: 2, TC: false });
});
