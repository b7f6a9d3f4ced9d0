import { test } from "vitest";
import { childEnvironment } from "./child-environment.ts";

test("passes what drivers read and nothing else", ({ expect }) => {
  const host = {
    PATH: "/bin",
    CUDA_VISIBLE_DEVICES: "1",
    VK_DRIVER_FILES: "icd.json",
    VOXEDGE_NODE_KEY: "secret",
    AWS_TOKEN: "secret",
  };
  expect(childEnvironment(host)).toEqual({
    PATH: "/bin",
    CUDA_VISIBLE_DEVICES: "1",
    VK_DRIVER_FILES: "icd.json",
    ORT_DISABLE_TELEMETRY: "1",
  });
});

test("keeps telemetry off whatever the host says", ({ expect }) => {
  expect(childEnvironment({ ORT_DISABLE_TELEMETRY: "0" })).toEqual({ ORT_DISABLE_TELEMETRY: "1" });
});
