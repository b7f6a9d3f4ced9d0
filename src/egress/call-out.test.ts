import { env } from "cloudflare:workers";
import { afterEach, describe, type MockInstance, test, vi } from "vitest";
import { callOut } from "./call-out.ts";
import { EgressRefused, EgressUnavailable } from "./egress-errors.ts";
import { followOut } from "./follow-out.ts";

afterEach(() => vi.restoreAllMocks());

const STRICT = { allowPrivate: false };

/** Watches whom the Worker calls; gives the hosts so far, without the resolver. */
function watchCalls(): () => string[] {
  const fetched: MockInstance<typeof fetch> = vi.spyOn(globalThis, "fetch");
  return () =>
    fetched.mock.calls
      .map(([target]) => new URL(target instanceof Request ? target.url : target).host)
      .filter((host) => host !== "cloudflare-dns.com");
}

function redirectTo(location: string, status = 302): string {
  return `https://public.test/?status=${status}&location=${encodeURIComponent(location)}`;
}

test("a host whose every address is public is called", async ({ expect }) => {
  const response = await callOut(env, "https://public.test/?body=hello", { method: "POST", body: "hi" }, STRICT);
  expect(await response.text()).toBe("hello");
});

describe("is never called", () => {
  test.for([
    "private.test",
    "loopback.test",
    "mixed.test",
    "mixed6.test",
    "mapped.test",
    "nat64.test",
    "metadata.test",
    "carrier.test",
    "odd.test",
    "nonsense.test",
    "empty.test",
    "unknown.test",
    "127.0.0.1",
    "[::1]",
  ])("%s", async (host, { expect }) => {
    const calls = watchCalls();
    await expect(callOut(env, `https://${host}/`, {}, STRICT)).rejects.toThrow(EgressRefused);
    expect(calls()).toEqual([]);
  });

  test("a host whose addresses nobody can tell, and may be later", async ({ expect }) => {
    const calls = watchCalls();
    await expect(callOut(env, "https://broken.test/", {}, STRICT)).rejects.toThrow(EgressUnavailable);
    for (const resolver of [
      "https://public.test/?status=500",
      "https://public.test/?body=moved",
      redirectTo("https://public.test/"),
    ]) {
      const broken = { ...env, DNS_RESOLVER_URL: resolver };
      await expect(callOut(broken, "https://8-8.test/", {}, STRICT)).rejects.toThrow(EgressUnavailable);
    }
    expect(calls()).toEqual(Array.from({ length: 6 }, () => "public.test"));
  });
});

test("the aliases of a host do not count, its addresses do", async ({ expect }) => {
  const alias = { name: "a.test", type: 5, data: "b.test." };
  const answer = (data: string) => JSON.stringify({ Status: 0, Answer: [alias, { name: "b.test", type: 1, data }] });
  const resolver = (data: string) => ({
    ...env,
    DNS_RESOLVER_URL: `https://public.test/?body=${encodeURIComponent(answer(data))}`,
  });
  expect((await callOut(resolver("8.8.8.8"), "https://public.test/", {}, STRICT)).status).toBe(200);
  await expect(callOut(resolver("10.0.0.1"), "https://public.test/", {}, STRICT)).rejects.toThrow(EgressRefused);
});

test("a redirect is an answer like any other", async ({ expect }) => {
  const calls = watchCalls();
  const response = await callOut(env, redirectTo("https://public.test/2"), {}, STRICT);
  expect([response.status, response.headers.get("location")]).toEqual([302, "https://public.test/2"]);
  expect(calls()).toEqual(["public.test"]);
});

describe("a redirect that is followed", () => {
  test.for([301, 302, 303, 307, 308])("leads on by status %i", async (status, { expect }) => {
    const response = await followOut(env, redirectTo("/?body=arrived#there", status), {}, STRICT);
    expect(await response.text()).toBe("arrived");
  });

  test.for([
    "http://public.test/",
    "https://public.test:8443/",
    "https://127.0.0.1/",
    "https://[::ffff:169.254.169.254]/",
    "https://0x7f.1/",
    "https://private.test/",
    "https://metadata.test/latest/meta-data/",
    "https://mixed.test/",
    "https://user@public.test/",
    "https://localhost/",
    "//127.0.0.1/",
    "file:///etc/passwd",
    "data:audio/wav,x",
    "gopher://public.test/",
    "https://",
  ])("is refused to %s", async (location, { expect }) => {
    const calls = watchCalls();
    await expect(followOut(env, redirectTo(location), {}, STRICT)).rejects.toThrow(EgressRefused);
    expect(calls()).toEqual(["public.test"]);
  });

  test("is checked hop after hop", async ({ expect }) => {
    const calls = watchCalls();
    const twice = redirectTo(redirectTo("https://private.test/"));
    await expect(followOut(env, twice, {}, STRICT)).rejects.toThrow("redirects to a URL that");
    expect(calls()).toEqual(["public.test", "public.test"]);
  });

  test("is asked of the resolver again, though the host was public a moment ago", async ({ expect }) => {
    const calls = watchCalls();
    const back = `https://rebinding.test/?status=302&location=${encodeURIComponent("https://rebinding.test/2")}`;
    await expect(followOut(env, back, {}, STRICT)).rejects.toThrow(EgressRefused);
    expect(calls()).toEqual(["rebinding.test"]);
  });

  test("is refused when there are more than five, or it leads nowhere", async ({ expect }) => {
    const calls = watchCalls();
    await expect(followOut(env, redirectTo("#again"), {}, STRICT)).rejects.toThrow("redirects more than 5 times");
    expect(calls()).toHaveLength(6);
    await expect(followOut(env, "https://public.test/?status=302", {}, STRICT)).rejects.toThrow(
      "redirects to no address",
    );
  });
});

test("a call that its signal ends throws the signal's reason", async ({ expect }) => {
  const signal = AbortSignal.timeout(30);
  await expect(callOut(env, "https://public.test/?after=2000", { signal }, STRICT)).rejects.toThrow("timeout");
});
