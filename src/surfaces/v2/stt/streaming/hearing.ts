import { chargedSeconds } from "../../../../accounts/limits.ts";
import type { JobFrame } from "../../../../contract/events.ts";
import { isTerminal, type JobSnapshot, type JobStatus } from "../../../../contract/job.ts";
import { samplesToSeconds } from "../../../../contract/units.ts";
import { assembleSegments, assembleText, type PlacedToken } from "../../../../jobs/assemble-transcript.ts";
import { PAUSE_SAMPLES } from "../../../../jobs/passage.ts";
import { presentPieces } from "../present-pieces.ts";
import type { ServerFrame } from "./wire.ts";

/** What of a job has been passed on to its speaker. */
export interface Hearing {
  readonly status: JobStatus | null;
  /** Words of the utterance that may go on. */
  readonly open: readonly PlacedToken[];
  /** How many of them were told. */
  readonly toldOpen: number;
}

export const NOTHING_HEARD: Hearing = { status: null, open: [], toldOpen: 0 };

interface Heard {
  readonly hearing: Hearing;
  readonly says: readonly ServerFrame[];
}

/**
 * What a frame of the job means to its speaker: whole utterances, each once and in order, and changes of the status. An
 * utterance is whole as soon as a pause after it is certain. Together they are the pieces of the finished job.
 */
export function hearFrame(hearing: Hearing, frame: JobFrame): Heard {
  switch (frame.type) {
    case "token": {
      const token = { ...frame.token, channel: 0 };
      const before = hasPaused(hearing, token.startSample) ? endUtterance(hearing) : { hearing, says: [] };
      return { ...before, hearing: { ...before.hearing, open: [...before.hearing.open, token] } };
    }
    case "told":
      return hasPaused(hearing, frame.throughSample) ? endUtterance(hearing) : { hearing, says: [] };
    case "snapshot":
      return tellStatus(hearing, frame.snapshot.status);
    default:
      return tellEnd(hearing, frame.snapshot);
  }
}

/** The utterance that is being said, where something is new of it. To be asked when no more frames are at hand. */
export function hearPartial(hearing: Hearing): Heard {
  const { open, toldOpen } = hearing;
  if (open.length === toldOpen) return { hearing, says: [] };
  const transcript = assembleText(open).trim();
  return { hearing: { ...hearing, toldOpen: open.length }, says: [{ type: "partial", transcript }] };
}

function hasPaused({ open }: Hearing, nextSample: number): boolean {
  const last = open.at(-1);
  return last !== undefined && nextSample - last.endSample >= PAUSE_SAMPLES;
}

function endUtterance(hearing: Hearing): Heard {
  const pieces = presentPieces(assembleSegments(hearing.open), { partial: false, isOver: true });
  return {
    hearing: { ...hearing, open: [], toldOpen: 0 },
    says: pieces.map(({ transcript, time_start, time_end }) => ({ type: "result", transcript, time_start, time_end })),
  };
}

/** The end of a job is told last, with what there is to say of it. */
function tellStatus(hearing: Hearing, status: JobStatus): Heard {
  if (status === hearing.status || isTerminal(status)) return { hearing, says: [] };
  return { hearing: { ...hearing, status }, says: [{ type: "status", status }] };
}

function tellEnd(before: Hearing, { status, durationSamples, failure }: JobSnapshot): Heard {
  const { hearing, says } = endUtterance(before);
  const duration = samplesToSeconds(durationSamples ?? 0);
  const last: ServerFrame =
    status === "complete"
      ? { type: "metadata", duration, quota_used: chargedSeconds(duration) }
      : { type: "error", message: failure?.detail ?? `the job is ${status}` };
  return { hearing: { ...hearing, status }, says: [...says, last, { type: "status", status }] };
}
