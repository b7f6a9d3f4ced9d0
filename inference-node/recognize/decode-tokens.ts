import type { Token } from "../../src/contract/job.ts";

/** Output of a CTC network for one chunk: natural-log probabilities, `frames` rows of `vocabulary` values. */
export interface CtcOutput {
  readonly logProbs: Float32Array;
  readonly frames: number;
  readonly vocabulary: number;
}

/** What the columns and rows of a {@link CtcOutput} mean. */
export interface CtcAlphabet {
  /** Text of each column; U+2581 opens a word. Entries in angle brackets are control symbols without text. */
  readonly pieces: readonly string[];
  readonly blankIndex: number;
  /** Samples from one frame to the next. */
  readonly frameSamples: number;
}

/** A piece the network emitted, held over the frames [firstFrame, lastFrame]. */
interface Emission {
  readonly index: number;
  readonly firstFrame: number;
  lastFrame: number;
  logProbability: number;
}

/** A word over the frames [firstFrame, lastFrame]. */
export interface HeardWord {
  text: string;
  readonly firstFrame: number;
  lastFrame: number;
  /** Sum over its frames of the log-probability of the likeliest piece. */
  logProbability: number;
  /** How many frames tell one of its pieces. */
  frames: number;
}

/** Opens a word, as first letter of a piece. */
const WORD_START = "\u2581";

/**
 * Words below this geometric mean of their frames' probabilities are dropped. Noise makes a CTC network guess, and it
 * spreads the guess over many pieces; on speech the winning piece of a frame rarely falls under one half.
 */
const CREDIBLE_PROBABILITY = 0.3;

/**
 * The words of a chunk of `samples` samples, read off by best-path decoding: the likeliest entry of each frame, repeats
 * joined, blanks left out (Graves et al. 2006, https://doi.org/10.1145/1143844.1143891). A word lasts from the first
 * frame of its first piece to the last frame of its last; words neither overlap nor leave the chunk.
 */
export function decodeTokens(output: CtcOutput, alphabet: CtcAlphabet, samples: number): Token[] {
  return wordTokens(
    groupWords(bestPath(output, alphabet.blankIndex), alphabet.pieces),
    alphabet.frameSamples,
    samples,
    CREDIBLE_PROBABILITY,
  );
}

/**
 * The words as tokens of a chunk of `samples` samples, without those for which the geometric mean of the probabilities in
 * their frames is less than `credible`.
 */
export function wordTokens(
  words: readonly HeardWord[],
  frameSamples: number,
  samples: number,
  credible: number,
): Token[] {
  return words
    .filter((word) => Math.exp(word.logProbability / word.frames) >= credible)
    .map((word) => ({
      text: ` ${word.text}`,
      startSample: word.firstFrame * frameSamples,
      endSample: Math.min((word.lastFrame + 1) * frameSamples, samples),
    }))
    .filter((token) => token.startSample < token.endSample);
}

function bestPath({ logProbs, frames, vocabulary }: CtcOutput, blankIndex: number): Emission[] {
  const emissions: Emission[] = [];
  let held: Emission | undefined;
  for (let frame = 0; frame < frames; frame++) {
    const row = logProbs.subarray(frame * vocabulary, (frame + 1) * vocabulary);
    const index = argmax(row);
    const logProbability = row[index] ?? Number.NEGATIVE_INFINITY;
    if (index === blankIndex) {
      held = undefined;
    } else if (held?.index === index) {
      held.lastFrame = frame;
      held.logProbability += logProbability;
    } else {
      held = { index, firstFrame: frame, lastFrame: frame, logProbability };
      emissions.push(held);
    }
  }
  return emissions;
}

function groupWords(emissions: readonly Emission[], pieces: readonly string[]): HeardWord[] {
  const words: HeardWord[] = [];
  for (const { index, firstFrame, lastFrame, logProbability } of emissions) {
    const piece = pieces[index] ?? "";
    if (/^<.+>$/.test(piece)) continue;
    const text = piece.replaceAll(WORD_START, "");
    const frames = lastFrame - firstFrame + 1;
    const word = piece.startsWith(WORD_START) ? undefined : words.at(-1);
    if (word === undefined) {
      words.push({ text, firstFrame, lastFrame, logProbability, frames });
    } else {
      word.text += text;
      word.lastFrame = lastFrame;
      word.logProbability += logProbability;
      word.frames += frames;
    }
  }
  return words.filter((word) => word.text !== "");
}

function argmax(row: Float32Array): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) {
    if ((row[i] ?? 0) > (row[best] ?? 0)) best = i;
  }
  return best;
}
