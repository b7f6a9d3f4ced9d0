import { env } from "cloudflare:workers";
import { test } from "vitest";
import { receiver } from "../testing/webhooks.ts";
import { callEndpoint } from "./call-endpoint.ts";

function call(url: string, timeoutMs: number) {
  return callEndpoint({ env }, { url, headers: {}, body: "{}", timeoutMs });
}

test("a receiver that never answers is left after the time limit", async ({ expect }) => {
  const answer = await call(receiver("after=3000"), 200);
  expect(answer).toEqual({ status: null, headers: null, body: "no answer within 0.2 seconds" });
});

test("a receiver that answers and never ends is taken at its status, with what came of the body", async ({
  expect,
}) => {
  const answer = await call(receiver("body=tick&times=30&every=100"), 500);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatch(/^(tick){1,6}$/);
});

test("a body that grows when it is unpacked is read for 64 KB", async ({ expect }) => {
  const answer = await call(receiver("gzip&size=10000000"), 5_000);
  expect([answer.status, answer.body.length]).toEqual([200, 65_536]);
});

test.for([
  ["https://private.test/", /not public/],
  ["https://nowhere.test/", /no address/],
  ["http://public.test/", /https/],
  ["https://broken.test/", /./],
] as const)("%s is not called", async ([url, reason], { expect }) => {
  const answer = await call(url, 5_000);
  expect(answer).toEqual({ status: null, headers: null, body: expect.stringMatching(reason) });
});
