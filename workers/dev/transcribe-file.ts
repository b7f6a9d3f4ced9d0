import { z } from "zod";
import type { ApiAccess } from "./call-api.ts";
import { callApi } from "./call-api.ts";
import { followTranscription } from "./follow-transcription.ts";
import type { Transcription } from "./transcription.ts";
import { uploadFile } from "./upload-file.ts";

const Created = z.object({ id: z.string() });

/** What happens to one file, as a display sees it. Fractions are 0 to 1. */
export interface TranscriptionWatcher {
  readonly onUpload: (fraction: number) => void;
  readonly onToken: (text: string) => void;
  readonly onProgress: (fraction: number, audioSeconds: number | null) => void;
}

/** Transcription of one file with its timing, in the words of `npm run demo -- --json`. Times are seconds. */
export interface TranscribedFile {
  readonly file: string;
  readonly id: string | null;
  readonly status: Transcription["status"];
  readonly text: string;
  readonly audio_seconds: number | null;
  /** From the creation of the job to its end. */
  readonly wall_seconds: number | null;
  /** From the creation of the job to the first word; null when there was none. */
  readonly first_token_seconds: number | null;
  /** Wall time over audio time. */
  readonly rtf: number | null;
  readonly language: string | null;
  readonly segments: Transcription["segments"];
}

/** Uploads a recording, creates its job and follows that to the end. `error` says why there is no transcript. */
export async function transcribeFile(
  access: ApiAccess,
  file: string,
  watcher: TranscriptionWatcher,
): Promise<{ result: TranscribedFile; error: string | null }> {
  try {
    const objectKey = await uploadFile(access, file, watcher.onUpload);
    const startedAt = performance.now();
    const { id } = await callApi(access, "/v1/transcriptions", Created, { object_key: objectKey });
    let firstTokenSeconds: number | null = null;
    const transcription = await followTranscription(access, id, {
      onToken: (text) => {
        firstTokenSeconds ??= secondsSince(startedAt);
        watcher.onToken(text);
      },
      onUpdate: ({ progress, duration_seconds }) => watcher.onProgress(progress, duration_seconds),
    });
    return {
      result: describe(file, transcription, secondsSince(startedAt), firstTokenSeconds),
      error: transcription.error,
    };
  } catch (error) {
    return { result: describeFailure(file), error: error instanceof Error ? error.message : String(error) };
  }
}

function describe(
  file: string,
  transcription: Transcription,
  wallSeconds: number,
  firstTokenSeconds: number | null,
): TranscribedFile {
  const { id, status, text, duration_seconds, detected_language, segments } = transcription;
  return {
    file,
    id,
    status,
    text: text ?? "",
    audio_seconds: duration_seconds,
    wall_seconds: wallSeconds,
    first_token_seconds: firstTokenSeconds,
    rtf: duration_seconds ? Math.round((wallSeconds / duration_seconds) * 1000) / 1000 : null,
    language: detected_language,
    segments: segments.map(({ start, end, text: words, channel }) => ({ start, end, text: words, channel })),
  };
}

function describeFailure(file: string): TranscribedFile {
  return {
    file,
    id: null,
    status: "failed",
    text: "",
    audio_seconds: null,
    wall_seconds: null,
    first_token_seconds: null,
    rtf: null,
    language: null,
    segments: [],
  };
}

function secondsSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt) / 1000;
}
