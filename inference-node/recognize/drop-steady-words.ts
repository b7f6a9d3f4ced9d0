import type { Token } from "../../src/contract/job.ts";
import { LEVEL_FRAME_SAMPLES, levelPercentile } from "./sound-levels.ts";

/** Half a second to either side of a word: at least one pause or consonant falls into it. */
const CONTEXT_SAMPLES = 8_000;

/**
 * Around words in clean speech the levels span 8 dB and more, around words under white noise 8 dB below the speech at
 * least 2.5 dB; within white, pink and brown noise, hum and tones at most 1.4 dB in 59 of 60 places.
 */
const STEADY_DB = 1.5;

/**
 * Leaves out the words of a chunk that lie on steady sound. Speech swings with its syllables, so a word that a network
 * finds in noise, hum or a tone is invented, however sure the network is.
 *
 * @param levelsDb `soundLevelsDb` of the chunk.
 */
export function dropSteadyWords(tokens: readonly Token[], levelsDb: Float64Array): Token[] {
  return tokens.filter(({ startSample, endSample }) => {
    const first = Math.floor(Math.max(0, startSample - CONTEXT_SAMPLES) / LEVEL_FRAME_SAMPLES);
    const around = levelsDb.slice(first, Math.floor((endSample + CONTEXT_SAMPLES) / LEVEL_FRAME_SAMPLES));
    return levelPercentile(around, 0.9) - levelPercentile(around, 0.1) >= STEADY_DB;
  });
}
