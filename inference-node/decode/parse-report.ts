import { z } from "zod";
import { FaultCode, SpeechFault } from "../../src/contract/faults.ts";
import { Media } from "../../src/contract/plan.ts";
import type { DecoderReport } from "./decoder-protocol.ts";
import { lengthOf } from "./pcm-block.ts";

function isPlane(value: unknown): boolean {
  return value instanceof Int16Array && value.buffer instanceof ArrayBuffer && value.length > 0;
}

const Samples = z
  .object({
    type: z.literal("samples"),
    media: Media,
    planes: z.array(z.custom<Int16Array<ArrayBuffer>>(isPlane)),
  })
  .refine(({ media, planes }) => {
    return planes.length === media.channels && planes.every((plane) => plane.length === lengthOf(planes));
  });

const Report = z.discriminatedUnion("type", [
  z.object({ type: z.literal("want"), index: z.int().nonnegative() }),
  Samples,
  z.object({ type: z.literal("end") }),
  z.object({ type: z.literal("fault"), code: FaultCode, detail: z.string().max(1000) }),
]);

/** Checks a message of the decoder process, which reads hostile files and is not trusted. Throws `decoder_crashed`. */
export function parseReport(message: unknown): DecoderReport {
  const report = Report.safeParse(message);
  if (report.success) return report.data;
  throw new SpeechFault("decoder_crashed", "the decoder spoke nonsense", { cause: report.error });
}
