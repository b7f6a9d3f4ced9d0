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
import { PartReader } from "./part-reader.ts";
import { PcmBatcher } from "./pcm-batcher.ts";
import type { PcmBlock } from "./pcm-block.ts";

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
  const batcher = new PcmBatcher(BATCH_SAMPLES);
  const send = (batches: Iterable<PcmBlock>) => {
    for (const batch of batches) link.sendSamples(batch, accept);
  };
  const request = (index: number) => link.report({ type: "want", index });
  const pump = () => accept(link.receive());
  const reader =
    start.sizeBytes === null
      ? new PartReader({ request, pump, starve: () => send(batcher.flush()) })
      : new BlockReader(start.sizeBytes, { request, pump });
  let pieces = 0;
  for (const block of decodeContainer(openContainer(reader), start.maxDurationSamples)) {
    send(batcher.push(block));
    pieces += 1;
    if (pieces % PIECES_PER_TURN === 0) await nextTurn();
  }
  send(batcher.flush());
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
