import type { DecoderRequest } from "./decoder-protocol.ts";

const BLOCKS_PER_COLLECTION = 16;

/**
 * To be called for each request that came through. Blocks live outside the heap and are dead soon after they are passed
 * on, yet old enough that only a major collection (5 ms) finds them; left alone, V8 lets 64 MB of them pile up in each
 * thread. Needs --expose-gc, does nothing without.
 */
export function dropPassedBlocks(request: DecoderRequest): void {
  if (request.type !== "block" || request.index % BLOCKS_PER_COLLECTION !== 0) return;
  globalThis.gc?.({ type: "major", execution: "sync" });
}
