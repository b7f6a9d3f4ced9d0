import { setImmediate as nextTurn } from "node:timers/promises";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { AV_LOG_QUIET } from "node-av/constants";
import { Log } from "node-av/lib";
import { SAMPLE_RATE } from "../../src/contract/units.ts";
import { BlockReader } from "./block-reader.ts";
import { decodeContainer } from "./decode-container.ts";
import { DecoderRefusal, type DecoderRequest } from "./decoder-protocol.ts";
import { dropPassedBlocks } from "./drop-passed-blocks.ts";
import { openContainer } from "./open-container.ts";
import { ParentLink } from "./parent-link.ts";

/** One second to a message: a few hundred messages a second at full speed, and the first text does not wait. */
const BATCH_SAMPLES = SAMPLE_RATE;
/** Native wrappers are freed between turns of the event loop only; memory grows with the distance. */
const PIECES_PER_TURN = 500;

async function decode(link: ParentLink): Promise<void> {
  const start = link.receive();
  if (start.type !== "start") throw new Error(`expected start, got ${start.type}`);
  const accept = (request: DecoderRequest) => {
    if (request.type === "block") reader.accept(request.index, request.bytes);
    dropPassedBlocks(request);
  };
  const reader = new BlockReader(start.sizeBytes, {
    request: (index) => link.report({ type: "want", index }),
    pump: () => accept(link.receive()),
  });
  let batch = new Int16Array(BATCH_SAMPLES);
  let filled = 0;
  let pieces = 0;
  for (const samples of decodeContainer(openContainer(reader), start.maxDurationSamples)) {
    for (let taken = 0; taken < samples.length;) {
      const part = samples.subarray(taken, taken + BATCH_SAMPLES - filled);
      batch.set(part, filled);
      taken += part.length;
      filled += part.length;
      if (filled < BATCH_SAMPLES) continue;
      link.sendSamples(batch, accept);
      batch = new Int16Array(BATCH_SAMPLES);
      filled = 0;
    }
    pieces += 1;
    if (pieces % PIECES_PER_TURN === 0) await nextTurn();
  }
  if (filled > 0) link.sendSamples(batch.slice(0, filled), accept);
}

const { signal, inbox }: { signal: Int32Array; inbox: MessagePort } = workerData;
const link = new ParentLink(signal, inbox, (report, transfer) => parentPort?.postMessage(report, transfer));
Log.setLevel(AV_LOG_QUIET);
try {
  await decode(link);
  link.report({ type: "end" });
} catch (error) {
  if (!(error instanceof DecoderRefusal)) throw error;
  link.report({ type: "fault", code: error.code, detail: error.message });
}
