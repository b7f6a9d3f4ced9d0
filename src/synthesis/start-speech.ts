import type { SpeechSpec } from "../contract/synthesis.ts";
import type { SpeechStore } from "./speech-store.ts";

/** Records a new synthesis; one that was started before is left as it is. */
export function startSpeech({ record, ledger }: SpeechStore, { phrases, ...spec }: SpeechSpec): void {
  if (record.isStarted()) return;
  record.start(spec);
  for (const [index, phrase] of phrases.entries()) ledger.addPhrase(index, phrase);
}
