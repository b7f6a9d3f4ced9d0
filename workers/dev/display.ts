import type { WriteStream } from "node:tty";
import { LiveText } from "./live-text.ts";
import type { TranscribedFile, TranscriptionWatcher } from "./transcribe-file.ts";

/** Shows one file on its way to a person. */
export interface Display extends TranscriptionWatcher {
  readonly finish: (result: TranscribedFile, srtPath: string | undefined) => void;
}

/** Shows nothing: the output is for a program. */
export const SILENT: TranscriptionWatcher = { onUpload: () => {}, onToken: () => {}, onProgress: () => {} };

/** Bars under a growing text on a terminal; plain lines elsewhere. */
export function createDisplay(file: string, output: WriteStream): Display {
  return output.isTTY ? createTerminalDisplay(file, output) : createPlainDisplay(file, output);
}

function createPlainDisplay(file: string, output: WriteStream): Display {
  output.write(`uploading ${file}\n`);
  return {
    onUpload: (fraction) => {
      if (fraction === 1) output.write("transcribing\n");
    },
    onToken: (text) => output.write(text),
    onProgress: () => {},
    finish: (result, srtPath) => output.write(`\n${summarize(result, srtPath)}`),
  };
}

function createTerminalDisplay(file: string, output: WriteStream): Display {
  const live = new LiveText(output);
  live.setStatus(bar(`uploading ${file}`, 0));
  return {
    onUpload: (fraction) => live.setStatus(bar(`uploading ${file}`, fraction)),
    onToken: (text) => live.append(text),
    onProgress: (fraction, audioSeconds) => {
      const done = audioSeconds === null ? "" : ` ${Math.round(fraction * audioSeconds)} of ${audioSeconds} s`;
      live.setStatus(bar("transcribing", fraction) + done);
    },
    finish: (result, srtPath) => {
      live.end();
      output.write(summarize(result, srtPath));
    },
  };
}

function bar(label: string, fraction: number): string {
  const width = 30;
  const filled = Math.round(fraction * width);
  return `${label} [${"#".repeat(filled)}${".".repeat(width - filled)}] ${Math.round(fraction * 100)} %`;
}

function summarize(result: TranscribedFile, srtPath: string | undefined): string {
  if (result.status !== "completed") return "";
  const lines = [
    "",
    `transcript: ${result.text.trim()}`,
    `audio ${result.audio_seconds ?? 0} s, transcribed in ${result.wall_seconds ?? 0} s ` +
      `(${result.rtf ?? 0} of real time), first word after ${result.first_token_seconds ?? 0} s`,
    ...(srtPath === undefined ? [] : [`subtitles: ${srtPath}`]),
  ];
  return `${lines.join("\n")}\n`;
}
