import { SpeechFault } from "../../src/contract/faults.ts";
import type { AudioSource } from "../../src/contract/job.ts";
import type { StoredAudio } from "./stored-audio.ts";

/** Compares a recording with the SHA-256 that the client declared, if any. Throws `audio_checksum_mismatch`. */
export async function verifyChecksum(
  audio: Pick<StoredAudio, "sha256">,
  declared: AudioSource["sha256"],
  signal: AbortSignal,
): Promise<void> {
  if (declared === null) return;
  if ((await audio.sha256(signal)) !== declared) throw new SpeechFault("audio_checksum_mismatch");
}
