import type { Context } from "../context.ts";
import { isTerminal } from "../contract/job.ts";
import type { SpeechState } from "../contract/synthesis.ts";
import type { SpeechRow } from "../db/schema.ts";
import { findSpeech } from "./find-speech.ts";
import { stateOfRow } from "./speech-state.ts";

/** A synthesis as surfaces present it: what was asked for, and how it stands. */
export interface SpeechView {
  readonly row: SpeechRow;
  readonly state: SpeechState;
}

/** A synthesis of the owner: a finished one from the index, a live one from its object. Fault: `speech_not_found`. */
export async function getSpeech(ctx: Context, id: string): Promise<SpeechView> {
  const row = await findSpeech(ctx, id);
  const live = isTerminal(row.status) ? null : await ctx.env.SYNTHESIS.getByName(row.id).state();
  return { row, state: live ?? stateOfRow(row) };
}
