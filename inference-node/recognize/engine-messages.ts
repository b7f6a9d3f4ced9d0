import { z } from "zod";
import { Token } from "../../src/contract/job.ts";
import { CtcModel } from "../models/load-model.ts";
import { Device } from "./device.ts";

const Samples = z.custom<Int16Array>((value) => value instanceof Int16Array, "must be an Int16Array");

/** What a node sends to the process of an engine: `open` first, then one `recognize` at a time. */
export const EngineRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open"), model: CtcModel, device: Device, threads: z.int().positive() }),
  z.object({ type: z.literal("recognize"), samples: Samples }),
]);
export type EngineRequest = z.infer<typeof EngineRequest>;

export const Recognized = z.object({
  type: z.literal("recognized"),
  tokens: z.array(Token),
  computeMs: z.int().nonnegative(),
});
export type Recognized = z.infer<typeof Recognized>;

/** The one answer to each request. */
export const EngineReply = z.discriminatedUnion("type", [
  z.object({ type: z.literal("opened") }),
  Recognized,
  z.object({ type: z.literal("failed"), reason: z.string() }),
]);
export type EngineReply = z.infer<typeof EngineReply>;
