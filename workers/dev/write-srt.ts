import { mkdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { renderSrt } from "../../src/transcripts/render-srt.ts";
import type { TranscribedFile } from "./transcribe-file.ts";

/** Writes the subtitles of a transcribed file into a folder, made when it is missing; resolves to their path. */
export async function writeSrt(directory: string, { file, segments }: TranscribedFile): Promise<string> {
  const path = join(directory, `${basename(file, extname(file))}.srt`);
  const cues = segments.map(({ start, end, text }) => ({
    startSample: Math.round(start * SAMPLE_RATE),
    endSample: Math.round(end * SAMPLE_RATE),
    text,
  }));
  await mkdir(directory, { recursive: true });
  await writeFile(path, renderSrt(cues));
  return path;
}
