import { z } from "zod";
import { Prosody, SpokenLanguage, Voice } from "../../src/contract/synthesis.ts";

/** What a node asks of the process of eSpeak, one at a time. */
export const EspeakRequest = z.object({
  text: z.string(),
  voice: Voice,
  language: SpokenLanguage,
  prosody: Prosody.optional(),
});
export type EspeakRequest = z.infer<typeof EspeakRequest>;

/** The one answer to each request. */
export const EspeakReply = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("spoken"),
    samples: z.custom<Int16Array>((value) => value instanceof Int16Array, "must be an Int16Array"),
  }),
  z.object({ type: z.literal("failed"), reason: z.string() }),
]);
export type EspeakReply = z.infer<typeof EspeakReply>;
