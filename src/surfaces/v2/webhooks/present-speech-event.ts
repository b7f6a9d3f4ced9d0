import type { Context } from "../../../context.ts";
import { SYNTHESIS_RATE } from "../../../contract/synthesis.ts";
import type { SpeechView } from "../../../synthesis/get-speech.ts";
import { speechKey } from "../../../uploads/object-keys.ts";
import { signUrl } from "../../../uploads/sign-url.ts";

/** What endpoints are told of a synthesis that is over. */
export async function presentSpeechEvent(ctx: Pick<Context, "env">, { row, state }: SpeechView) {
  const { status, durationSamples, failure, completedAtMs } = state;
  const isComplete = status === "complete";
  const objectKey = speechKey(row.accountId, row.id);
  return {
    job_id: row.id,
    created_at: iso(row.createdAtMs),
    modified_at: iso(completedAtMs ?? row.createdAtMs),
    request: { text: row.text, label: row.label },
    result: {
      path: isComplete ? await signUrl(ctx, { method: "GET", objectKey }) : null,
      format: row.format,
      duration: durationSamples === null ? null : Math.round((durationSamples * 1000) / SYNTHESIS_RATE) / 1000,
      error: isComplete ? null : failure?.detail || "the job failed",
    },
    job_config: { model: row.voice, wait: row.wait },
  };
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
