import { SAMPLE_RATE } from "../../../../contract/units.ts";
import { wavHeader } from "../../../../uploads/wav-header.ts";
import { type ConfigFrame, type RawForm, rawFormOf } from "./wire.ts";

const FORMS: Readonly<Record<RawForm, { readonly formatTag: number; readonly bitsPerSample: number }>> = {
  s16le: { formatTag: 1, bitsPerSample: 16 },
  pcm_alaw: { formatTag: 6, bitsPerSample: 8 },
  pcm_mulaw: { formatTag: 7, bitsPerSample: 8 },
};

/** What stands before the first audio of a session: samples without a container get one, of any length. */
export function rawHead(config: ConfigFrame): Uint8Array {
  const form = rawFormOf(config);
  if (form === undefined) return new Uint8Array(0);
  const { sample_rate, channels } = config.audio ?? {};
  return wavHeader({ sampleRate: sample_rate ?? SAMPLE_RATE, channels: channels ?? 1, ...FORMS[form] });
}
