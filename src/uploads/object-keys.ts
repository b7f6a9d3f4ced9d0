import type { AudioFormat } from "../contract/synthesis.ts";

/** The names of objects in the bucket. No part of a name is ever taken from a client. */

/** An uploaded recording. The account leads, so that one prefix holds everything a person may ask to delete. */
export function uploadKey(accountId: string, id: string): string {
  return `uploads/${accountId}/${id}`;
}

/** What the keys of all slices of a job begin with. */
export function slicePrefix(jobId: string): string {
  return `slices/${jobId}/`;
}

/** The 16 kHz samples of one span of a job. */
export function sliceKey(jobId: string, index: number): string {
  return `${slicePrefix(jobId)}${index}`;
}

/** What the keys of all parts of a job's live audio begin with. */
export function partPrefix(jobId: string): string {
  return `live/${jobId}/`;
}

/** One part of audio that is still being spoken. */
export function partKey(jobId: string, index: number): string {
  return `${partPrefix(jobId)}${index}`;
}

/** The finished transcript of a job, as JSON. */
export function transcriptKey(jobId: string): string {
  return `transcripts/${jobId}.json`;
}

/** What endpoints are told of an event, as JSON. */
export function eventKey(accountId: string, eventId: string): string {
  return `events/${accountId}/${eventId}.json`;
}

/** The samples of one spoken phrase, at SYNTHESIS_RATE. */
export function phraseKey(jobId: string, index: number): string {
  return `phrases/${jobId}/${index}`;
}

/** The finished audio of a synthesis. */
export function speechKey(accountId: string, jobId: string, format: AudioFormat): string {
  return `speech/${accountId}/${jobId}.${format}`;
}
