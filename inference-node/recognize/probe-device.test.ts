import { test } from "vitest";
import { DEVICES } from "./device.ts";
import { probeDevice } from "./probe-device.ts";

const WITHOUT_GPU = { CUDA_VISIBLE_DEVICES: "-1", VK_DRIVER_FILES: "/nonexistent" };

test("finds the processor when it is asked for", async ({ expect }) => {
  await expect(probeDevice("cpu", {})).resolves.toBe("cpu");
});

test("falls back to the processor where no GPU is visible", async ({ expect }) => {
  await expect(probeDevice("auto", WITHOUT_GPU)).resolves.toBe("cpu");
});

test("tries the fastest device first and the processor last", ({ expect }) => {
  expect(DEVICES).toEqual(["cuda", "webgpu", "cpu"]);
});

test("refuses a device that does not work, in one line that says why", async ({ expect }) => {
  await expect(probeDevice("cuda", WITHOUT_GPU)).rejects.toThrow(/^device cuda cannot be used \(cuda: .+\)$/);
});
