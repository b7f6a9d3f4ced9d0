import type { Token } from "../../src/contract/job.ts";
import { LEVEL_FRAME_SAMPLES, levelPercentile } from "./sound-levels.ts";

/** Further below the loud parts of a chunk than this lies what no listener would call part of a word. */
const SILENCE_BELOW_LOUD_DB = 35;

/** A word may be told this late after its sound; sound further back belongs to other words. */
const LATE_FRAMES = 6;

/** The shortest word left after a move. */
const SHORTEST_SAMPLES = 1_280;

/**
 * Moves words that a CTC network tells too early, in the silence before they are spoken, to where their sound begins;
 * never to or past the next word. CTC training rewards the order of words, not their place, so the network may tell the
 * first word of an utterance at any time before it.
 *
 * @param levelsDb `soundLevelsDb` of the chunk.
 * @param samples Length of the chunk.
 */
export function snapToSound(tokens: readonly Token[], levelsDb: Float64Array, samples: number): Token[] {
  const silenceDb = levelPercentile(levelsDb, 0.9) - SILENCE_BELOW_LOUD_DB;
  const sounds = (level: number): boolean => level > silenceDb;
  return tokens.map((token, i) => {
    const frame = Math.floor(token.startSample / LEVEL_FRAME_SAMPLES);
    if (levelsDb.subarray(Math.max(0, frame - LATE_FRAMES), frame + 1).some(sounds)) return token;
    const silentFrames = levelsDb.subarray(frame).findIndex(sounds);
    const startSample = (frame + silentFrames) * LEVEL_FRAME_SAMPLES;
    const limit = tokens[i + 1]?.startSample ?? samples;
    if (silentFrames === -1 || startSample >= limit) return token;
    const endSample = Math.min(Math.max(token.endSample, startSample + SHORTEST_SAMPLES), limit);
    return { ...token, startSample, endSample };
  });
}
