import { FAULTS } from "../../src/contract/faults.ts";
import { type Chunk, type ChunkLease, recognizeChunk, type RecognizePorts } from "./recognize-chunk.ts";

/**
 * Recognizes a span that this node kept for itself. No queue message stands behind it: when it cannot be finished here,
 * its job is told at once and queues it, rather than finding out by the silence.
 */
export async function recognizeClaimed(
  ports: RecognizePorts,
  chunk: Chunk,
  lease: ChunkLease,
  samples: Int16Array,
): Promise<void> {
  const verdict = await recognizeChunk(ports, chunk, lease, samples);
  if (verdict.settle === "ack") return;
  const failure = { code: "engine_failed", detail: FAULTS.engine_failed.title } as const;
  try {
    await ports.api.failOutput(chunk.jobId, chunk.span.index, { fence: lease.fence, failure });
  } catch (error) {
    ports.log.warn("chunk.failure_unreported", { jobId: chunk.jobId, index: chunk.span.index, error });
  }
}
