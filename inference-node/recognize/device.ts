import { z } from "zod";

/** Execution providers of onnxruntime-node, the fastest first: the order in which `auto` tries them. */
export const DEVICES = ["cuda", "webgpu", "cpu"] as const;
export const Device = z.enum(DEVICES);
export type Device = z.infer<typeof Device>;
