import { z } from "zod";
import { type ApiAccess, callApi } from "../call-api.ts";
import { uploadFile } from "../upload-file.ts";
import type { Transcription } from "./transcription.ts";
import { finalOf, type WatchedEvent, watchAll } from "./watch.ts";

const Created = z.object({ id: z.string() });

/** Creates a job on an uploaded recording; resolves to its id. */
export async function createJob(access: ApiAccess, objectKey: string): Promise<string> {
  return (await callApi(access, "/v1/transcriptions", Created, { object_key: objectKey })).id;
}

/** Uploads a file and creates a job on it; resolves to the id. */
export async function submit(access: ApiAccess, path: string): Promise<string> {
  return createJob(access, await uploadFile(access, path, () => {}));
}

/** Uploads a file, creates a job on it and watches that from the first event to the last. */
export async function transcribe(
  access: ApiAccess,
  path: string,
): Promise<{ events: WatchedEvent[]; final: Transcription }> {
  const events = await watchAll(access, await submit(access, path));
  return { events, final: finalOf(events) };
}
