import { and, eq } from "drizzle-orm";
import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";
import { Uuid } from "../contract/ids.ts";
import { isTerminal } from "../contract/job.ts";
import type { SpeechState } from "../contract/synthesis.ts";
import { type SpeechRow, ttsJobs } from "../db/schema.ts";
import { stateOfRow } from "./speech-state.ts";

/** A synthesis as surfaces present it: what was asked for, and how it stands. */
export interface SpeechView {
  readonly row: SpeechRow;
  readonly state: SpeechState;
}

/**
 * A synthesis of the owner: a finished one from the index, a live one from its object. Fault: `speech_not_found`, the
 * same for an id that is malformed, unknown or foreign.
 */
export async function getSpeech({ env, db, owner }: Context, id: string): Promise<SpeechView> {
  const jobId = Uuid.safeParse(id);
  if (!jobId.success) throw new SpeechFault("speech_not_found");
  const [row] = await db
    .select()
    .from(ttsJobs)
    .where(and(eq(ttsJobs.id, jobId.data), eq(ttsJobs.accountId, owner)))
    .limit(1);
  if (row === undefined) throw new SpeechFault("speech_not_found");
  const live = isTerminal(row.status) ? null : await env.SYNTHESIS.getByName(row.id).state();
  return { row, state: live ?? stateOfRow(row) };
}
