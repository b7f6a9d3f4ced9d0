/**
 * What the words before a word say about it: -1 knows nothing, the index of a word is that word, and the number of words
 * plus the index of a bigram is that bigram.
 */
export type WordContext = number;

/** Nothing is known of the words before. */
export const NO_CONTEXT: WordContext = -1;

/**
 * An n-gram table in compressed rows: row i holds the entries [starts[i], starts[i + 1]), each a following word, in the
 * order of their indices, with its log-probability.
 */
export interface NgramRows {
  readonly starts: Uint32Array;
  readonly words: Uint16Array;
  readonly logProbs: Float32Array;
}

/** A word trigram model with back-off (Katz 1987, https://doi.org/10.1109/TASSP.1987.1165125); natural logarithms. */
export interface NgramTables {
  readonly unigramLogProbs: Float32Array;
  /** Added for each word when no bigram starts with it and goes on as asked. */
  readonly wordBackOffs: Float32Array;
  /** Rows are words. */
  readonly bigrams: NgramRows;
  /** The same for each bigram and the trigrams that start with it. */
  readonly bigramBackOffs: Float32Array;
  /** Rows are bigrams. */
  readonly trigrams: NgramRows;
}

/** Answers how likely a word is after others. */
export class WordNgrams {
  readonly #tables: NgramTables;

  constructor(tables: NgramTables) {
    this.#tables = tables;
  }

  /** Natural logarithm of the probability of a word in a context. */
  logProb(context: WordContext, word: number): number {
    const { unigramLogProbs, wordBackOffs, bigrams, bigramBackOffs, trigrams } = this.#tables;
    let last = context;
    let backOff = 0;
    if (context >= unigramLogProbs.length) {
      const bigram = context - unigramLogProbs.length;
      const trigram = find(trigrams, bigram, word);
      if (trigram !== NOT_FOUND) return trigrams.logProbs[trigram] ?? 0;
      backOff = bigramBackOffs[bigram] ?? 0;
      last = bigrams.words[bigram] ?? NO_CONTEXT;
    }
    if (last !== NO_CONTEXT) {
      const bigram = find(bigrams, last, word);
      if (bigram !== NOT_FOUND) return backOff + (bigrams.logProbs[bigram] ?? 0);
      backOff += wordBackOffs[last] ?? 0;
    }
    return backOff + (unigramLogProbs[word] ?? Number.NEGATIVE_INFINITY);
  }

  /** The context after a word was said in a context. */
  next(context: WordContext, word: number): WordContext {
    const { unigramLogProbs, bigrams, trigrams } = this.#tables;
    const inBigram = context >= unigramLogProbs.length;
    const last = inBigram ? (bigrams.words[context - unigramLogProbs.length] ?? NO_CONTEXT) : context;
    const bigram = last === NO_CONTEXT ? NOT_FOUND : find(bigrams, last, word);
    const followed = bigram !== NOT_FOUND && trigrams.starts[bigram] !== trigrams.starts[bigram + 1];
    return followed ? unigramLogProbs.length + bigram : word;
  }
}

const NOT_FOUND = -1;

function find({ starts, words }: NgramRows, row: number, word: number): number {
  let low = starts[row] ?? 0;
  let high = starts[row + 1] ?? 0;
  const end = high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle] ?? 0) < word) low = middle + 1;
    else high = middle;
  }
  return low < end && words[low] === word ? low : NOT_FOUND;
}
