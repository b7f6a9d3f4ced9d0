import { z } from "zod";

/** Samples of one window at 16 kHz, 32 ms: what the network was trained on. */
export const WINDOW_SAMPLES = 512;
/** Samples before a window that are given with it. */
export const CONTEXT_SAMPLES = 64;
/** Numbers of the network's memory between two windows; all zero before the first. */
export const MEMORY_VALUES = 256;

const Floats = z.custom<Float32Array>((value) => value instanceof Float32Array, "must be a Float32Array");

/** To the process of the network: `open` first, then one `judge` at a time. */
export const SileroRequest = z.discriminatedUnion("type", [
  z.object({ type: z.literal("open"), path: z.string() }),
  z.object({
    type: z.literal("judge"),
    /** Whole windows, the context of the first before them. */
    samples: z.custom<Int16Array>((value) => value instanceof Int16Array, "must be an Int16Array"),
    memory: Floats,
  }),
]);
export type SileroRequest = z.infer<typeof SileroRequest>;

/** The one answer to each request. */
export const SileroReply = z.discriminatedUnion("type", [
  z.object({ type: z.literal("opened"), version: z.enum(["v5", "legacy"]) }),
  z.object({ type: z.literal("judged"), probabilities: Floats, memory: Floats }),
  z.object({ type: z.literal("failed"), reason: z.string() }),
]);
export type SileroReply = z.infer<typeof SileroReply>;
