import { Worker } from "node:worker_threads";
import type { DecoderReport, DecoderRequest } from "./decoder-protocol.ts";
import { dropPassedBlocks } from "./drop-passed-blocks.ts";

/**
 * Entry of the forked decoder. FFmpeg runs in a thread that blocks while it waits for bytes, so this thread only
 * relays: its event loop stays free to receive. One process decodes one recording and is then killed.
 */

/** Far above what any sane recording needs (about 150 MB); a file that drives FFmpeg beyond it is refused. */
const MAX_RSS_BYTES = 512 * 1024 * 1024;
const RSS_CHECK_MS = 200;

function main(): void {
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1: inbox, port2: threadInbox } = new MessageChannel();
  const thread = new Worker(new URL("./decoder-thread.ts", import.meta.url), {
    workerData: { signal, inbox: threadInbox },
    transferList: [threadInbox],
    resourceLimits: { maxOldGenerationSizeMb: 96 },
  });
  process.on("message", (request: DecoderRequest) => {
    inbox.postMessage(request, []);
    Atomics.add(signal, 0, 1);
    Atomics.notify(signal, 0);
    dropPassedBlocks(request);
  });
  process.on("disconnect", die);
  // Ctrl-C reaches the whole group; the node that drains still needs its decoder, and ends it itself.
  process.on("SIGINT", () => {});
  // An error of the thread itself has no listener: it ends the process with its stack on stderr.
  thread.on("message", (message: DecoderReport) => report(message));
  setInterval(checkMemory, RSS_CHECK_MS);
}

function report(message: DecoderReport, done: () => void = () => {}): void {
  process.send?.(message, undefined, undefined, done);
}

function checkMemory(): void {
  if (process.memoryUsage.rss() < MAX_RSS_BYTES) return;
  report({ type: "fault", code: "decoder_crashed", detail: "decoding this file needs too much memory" }, die);
}

function die(): void {
  // process.exit() would wait for the thread, which may hang inside native code.
  process.kill(process.pid, "SIGKILL");
}

main();
