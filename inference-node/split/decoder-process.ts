import { Worker } from "node:worker_threads";
import type { DecoderReport } from "./decoder-messages.ts";

/**
 * Entry of the forked decoder. FFmpeg runs in a thread that blocks while it waits for bytes, so this thread only
 * relays: its event loop stays free to receive. One process decodes one recording and is then killed.
 */

/** Far above what any sane recording needs (about 150 MB); a file that drives FFmpeg beyond it is refused. */
const MAX_RSS_BYTES = 512 * 1024 * 1024;
const RSS_CHECK_MS = 200;

function die(): void {
  // process.exit() would wait for the thread, which may hang inside native code.
  process.kill(process.pid, "SIGKILL");
}

function report(message: DecoderReport, done: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, done);
}

const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
const { port1: inbox, port2: threadInbox } = new MessageChannel();
const thread = new Worker(new URL("./decoder-thread.ts", import.meta.url), {
  workerData: { signal, inbox: threadInbox },
  transferList: [threadInbox],
  resourceLimits: { maxOldGenerationSizeMb: 96 },
});

process.on("message", (message) => {
  inbox.postMessage(message);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
});
process.on("disconnect", die);
thread.on("message", (message: DecoderReport) => report(message));
thread.on("error", die);

setInterval(() => {
  if (process.memoryUsage.rss() < MAX_RSS_BYTES) return;
  report({ type: "fault", code: "decoder_crashed", detail: "decoding this file needs too much memory" }, die);
}, RSS_CHECK_MS);
