import { test } from "vitest";
import { chooseSecrets } from "./choose-secrets.ts";

const required = ["ADMIN_KEY", "KEY_PEPPER", "R2_ACCESS_KEY_ID", "QUEUES_API_TOKEN"];

function choose(present: readonly string[], environment: Record<string, string>): ReturnType<typeof chooseSecrets> {
  return chooseSecrets({
    accountId: "account-1",
    bucket: "voxedge-audio",
    required,
    present: new Set(present),
    environment,
    generate: () => "made",
  });
}

test("keys of our own are made, keys of Cloudflare's are taken from the environment", ({ expect }) => {
  expect(choose([], { R2_ACCESS_KEY_ID: "r2", QUEUES_API_TOKEN: "token", UNRELATED: "x" })).toEqual({
    values: { ADMIN_KEY: "made", KEY_PEPPER: "made", R2_ACCESS_KEY_ID: "r2", QUEUES_API_TOKEN: "token" },
    generated: ["ADMIN_KEY", "KEY_PEPPER"],
    missing: [],
  });
});

test("secrets that the Worker holds are never sent again", ({ expect }) => {
  expect(choose(required, { ADMIN_KEY: "another", QUEUES_API_TOKEN: "another" })).toEqual({
    values: {},
    generated: [],
    missing: [],
  });
});

test("an admin key from the environment is used as it is", ({ expect }) => {
  const chosen = choose(["KEY_PEPPER", "R2_ACCESS_KEY_ID", "QUEUES_API_TOKEN"], { ADMIN_KEY: "mine" });
  expect(chosen).toEqual({ values: { ADMIN_KEY: "mine" }, generated: [], missing: [] });
});

test("what a person has to create is named with the place to create it", ({ expect }) => {
  const { missing, values } = choose(["ADMIN_KEY", "KEY_PEPPER"], { R2_ACCESS_KEY_ID: "" });
  expect(missing).toEqual([
    expect.stringMatching(
      /^R2_ACCESS_KEY_ID: .*voxedge-audio.*https:\/\/dash\.cloudflare\.com\/account-1\/r2\/api-tokens$/,
    ),
    expect.stringMatching(/^QUEUES_API_TOKEN: .*https:\/\/dash\.cloudflare\.com\/account-1\/api-tokens$/),
  ]);
  expect(values).toEqual({});
});
