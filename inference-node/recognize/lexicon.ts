import { gunzipSync } from "node:zlib";
import { type NgramRows, WordNgrams } from "./lexicon-ngrams.ts";
import { SymbolTrie } from "./lexicon-trie.ts";

/** The words of a language and which follow each other. */
export interface Lexicon {
  readonly words: readonly string[];
  /** The sounds that words are made of; the trie has their indices. */
  readonly sounds: readonly Sound[];
  readonly trie: SymbolTrie;
  readonly ngrams: WordNgrams;
}

export interface Sound {
  /** As the pieces of the network have it. */
  readonly name: string;
  /** How it is written in words that the lexicon lacks. */
  readonly letters: string;
}

const MAGIC = "LEX1";
const STEPS_PER_NAT = 16;

/**
 * Reads a lexicon file as models/embedded/recipe/lexicon.py writes it: gzip around little-endian
 *
 *     "LEX1", uint32 bytes of sounds, bytes of words, sounds in all words S, words V, bigrams B, trigrams T
 *     sounds, one a line: name, space, letters; words, one a line; both ASCII
 *     uint8[V] sounds of the word, uint8[S] indices of the sounds of all words, one after another
 *     uint8[V] unigrams, uint8[V] back-off, uint16[V] bigrams that start with the word
 *     uint16[B] second word, uint8[B] bigrams, uint8[B] back-off, uint16[B] trigrams that start with the bigram
 *     uint16[T] third word, uint8[T] trigrams
 *
 * where a uint8 is a probability p as -16 ln p. Throws an Error of one line for anything else.
 */
export function readLexicon(file: Uint8Array): Lexicon {
  const reader = new SectionReader(gunzipSync(file));
  if (reader.text(MAGIC.length) !== MAGIC) throw new Error("the lexicon is not in the LEX1 format");
  const [soundBytes = 0, wordBytes = 0, spelledCount = 0, wordCount = 0, bigramCount = 0, trigramCount = 0] =
    reader.uint32s(6);
  const sounds = reader.text(soundBytes).split("\n").map(readSound);
  const words = reader.text(wordBytes).split("\n");
  if (words.length !== wordCount) throw new Error(`the lexicon holds ${words.length} words, not ${wordCount}`);
  const lengths = reader.uint8s(wordCount);
  const spellings = cut(reader.uint8s(spelledCount), startsOf(lengths));
  const unigramLogProbs = reader.logProbs(wordCount);
  const wordBackOffs = reader.logProbs(wordCount);
  const bigramStarts = startsOf(reader.uint16s(wordCount));
  const bigrams: NgramRows = {
    starts: bigramStarts,
    words: reader.uint16s(bigramCount),
    logProbs: reader.logProbs(bigramCount),
  };
  const bigramBackOffs = reader.logProbs(bigramCount);
  const trigramStarts = startsOf(reader.uint16s(bigramCount));
  const trigrams: NgramRows = {
    starts: trigramStarts,
    words: reader.uint16s(trigramCount),
    logProbs: reader.logProbs(trigramCount),
  };
  return {
    words,
    sounds,
    trie: new SymbolTrie(spellings, unigramLogProbs),
    ngrams: new WordNgrams({ unigramLogProbs, wordBackOffs, bigrams, bigramBackOffs, trigrams }),
  };
}

function readSound(line: string): Sound {
  const [name = "", letters = ""] = line.split(" ");
  return { name, letters };
}

class SectionReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  text(length: number): string {
    return new TextDecoder("latin1").decode(this.#take(length));
  }

  uint8s(count: number): Uint8Array {
    return this.#take(count);
  }

  uint32s(count: number): Uint32Array {
    return new Uint32Array(Uint8Array.from(this.#take(4 * count)).buffer);
  }

  uint16s(count: number): Uint16Array {
    return new Uint16Array(Uint8Array.from(this.#take(2 * count)).buffer);
  }

  logProbs(count: number): Float32Array {
    return Float32Array.from(this.#take(count), (steps) => -steps / STEPS_PER_NAT);
  }

  #take(length: number): Uint8Array {
    if (this.#at + length > this.#bytes.length) throw new Error("the lexicon ends early");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

function cut(bytes: Uint8Array, starts: Uint32Array): Uint8Array[] {
  return Array.from({ length: starts.length - 1 }, (_, i) => bytes.subarray(starts[i], starts[i + 1]));
}

function startsOf(counts: Uint8Array | Uint16Array): Uint32Array {
  const starts = new Uint32Array(counts.length + 1);
  for (const [row, count] of counts.entries()) starts[row + 1] = (starts[row] ?? 0) + count;
  return starts;
}
