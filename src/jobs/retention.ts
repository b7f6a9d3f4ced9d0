import type { Outcome } from "./job-record.ts";
import { HOUR_MS } from "../contract/units.ts";

/** How long what a job heard or said is kept after its end; 0 keeps it. */
export function retentionMs({ RETENTION_HOURS }: Pick<Env, "RETENTION_HOURS">): number {
  return Number(RETENTION_HOURS) * HOUR_MS;
}

/** A job of whatever kind, as far as its retention is concerned. */
interface RetainedJob {
  readonly record: { readonly outcome: Outcome | undefined; readonly spec: { readonly retentionMs: number } };
}

/** When the words and the audio of a job are due to be deleted; null while it runs, and when they are kept. */
export function retentionEndMs({ record }: RetainedJob): number | null {
  const { outcome, spec } = record;
  if (outcome === undefined || spec.retentionMs === 0) return null;
  return outcome.completedAtMs + spec.retentionMs;
}
