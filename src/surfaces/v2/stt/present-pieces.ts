import type { Segment } from "../../../contract/job.ts";
import { samplesToSeconds } from "../../../contract/units.ts";
import { groupUtterances } from "../../../transcripts/group-utterances.ts";
import type { Piece } from "./wire.ts";

interface PieceOptions {
  /** Also pieces that end in the middle of an utterance; otherwise every piece is a whole one. */
  readonly partial: boolean;
  /** While a job runs, the last utterance of each channel may go on. */
  readonly isOver: boolean;
}

/** What was said, by time and then by channel; every word is in exactly one piece. */
export function presentPieces(segments: readonly Segment[], { partial, isOver }: PieceOptions): Piece[] {
  const utterances = groupUtterances(segments);
  const openChannels = new Set(isOver ? [] : utterances.map(([first]) => first?.channel));
  const pieces: Piece[] = [];
  for (const utterance of utterances.toReversed()) {
    const mayGoOn = openChannels.delete(utterance[0]?.channel);
    const parts = partial ? utterance.map((segment) => [segment]) : [utterance];
    parts.forEach((part, at) => pieces.push(presentPiece(part, at === parts.length - 1 && !mayGoOn)));
  }
  return pieces.toSorted((a, b) => a.time_start - b.time_start || a.channel - b.channel);
}

function presentPiece(segments: readonly Segment[], final: boolean): Piece {
  return {
    transcript: segments
      .map(({ text }) => text)
      .filter((text) => text !== "")
      .join(" "),
    final,
    time_start: samplesToSeconds(segments[0]?.startSample ?? 0),
    time_end: samplesToSeconds(segments.at(-1)?.endSample ?? 0),
    channel: segments[0]?.channel ?? 0,
    speaker_tag: 1,
  };
}
