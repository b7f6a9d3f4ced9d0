/** A node of a {@link SymbolTrie}; 0 is the root. */
export type TrieNode = number;

export const ROOT: TrieNode = 0;

/** Stands for the node that no word goes through. */
export const NO_NODE: TrieNode = -1;

/**
 * The words of a lexicon by the symbols that make them up, sounds or letters. Nodes are numbered level by level, so the
 * children of a node are neighbours.
 */
export class SymbolTrie {
  /** How many nodes there are. */
  readonly size: number;
  readonly #symbols: Uint8Array;
  readonly #parents: Int32Array;
  readonly #depths: Uint8Array;
  readonly #firstChildren: Int32Array;
  readonly #firstWords: Int32Array;
  readonly #wordsBySpelling: Uint32Array;
  readonly #bestLogProbs: Float32Array;

  /**
   * @param spellings Symbols of each word, not empty.
   * @param logProbs Of each word.
   */
  constructor(spellings: readonly Uint8Array[], logProbs: Float32Array) {
    const spelling = (word: number): Uint8Array => spellings[word] ?? EMPTY;
    const sorted = Uint32Array.from(spellings.keys()).toSorted((a, b) => compare(spelling(a), spelling(b)) || a - b);
    const symbols = [0];
    const parents = [ROOT];
    const firstChildren: number[] = [];
    const firstWords: number[] = [];
    const words: number[] = [];
    const depths: number[] = [];
    const bestLogProbs: number[] = [];
    let level: Span[] = [{ first: 0, end: sorted.length }];
    for (let depth = 0; level.length > 0; depth++) {
      const next: Span[] = [];
      for (const { first, end } of level) {
        depths.push(depth);
        firstWords.push(words.length);
        firstChildren.push(symbols.length);
        let best = Number.NEGATIVE_INFINITY;
        let branch: Span | undefined;
        for (let at = first; at < end; at++) {
          const word = sorted[at] ?? 0;
          best = Math.max(best, logProbs[word] ?? best);
          const symbol = spelling(word)[depth];
          if (symbol === undefined) {
            words.push(word);
          } else if (branch !== undefined && symbols.at(-1) === symbol) {
            branch.end = at + 1;
          } else {
            branch = { first: at, end: at + 1 };
            next.push(branch);
            symbols.push(symbol);
            parents.push(firstWords.length - 1);
          }
        }
        bestLogProbs.push(best);
      }
      level = next;
    }
    this.size = symbols.length;
    this.#symbols = Uint8Array.from(symbols);
    this.#depths = Uint8Array.from(depths);
    this.#parents = Int32Array.from(parents);
    this.#firstChildren = Int32Array.from([...firstChildren, symbols.length]);
    this.#firstWords = Int32Array.from([...firstWords, words.length]);
    this.#wordsBySpelling = Uint32Array.from(words);
    this.#bestLogProbs = Float32Array.from(bestLogProbs);
  }

  /** The node one symbol on, or {@link NO_NODE}. */
  child(node: TrieNode, symbol: number): TrieNode {
    const end = this.#firstChildren[node + 1] ?? 0;
    for (let child = this.#firstChildren[node] ?? 0; child < end; child++) {
      if (this.#symbols[child] === symbol) return child;
    }
    return NO_NODE;
  }

  /** The symbols that lead to a node. */
  spelling(node: TrieNode): number[] {
    const symbols: number[] = [];
    for (let at = node; at !== ROOT; at = this.#parents[at] ?? ROOT) symbols.unshift(this.#symbols[at] ?? 0);
    return symbols;
  }

  /** How many symbols lead to a node. */
  depth(node: TrieNode): number {
    return this.#depths[node] ?? 0;
  }

  /** The words that end at a node: those that sound alike. */
  wordsAt(node: TrieNode): Uint32Array {
    return this.#wordsBySpelling.subarray(this.#firstWords[node], this.#firstWords[node + 1]);
  }

  /** The highest log-probability among the words that go through a node. */
  bestLogProb(node: TrieNode): number {
    return this.#bestLogProbs[node] ?? Number.NEGATIVE_INFINITY;
  }
}

/** Words [first, end) in the order of their spellings. */
interface Span {
  readonly first: number;
  end: number;
}

const EMPTY = new Uint8Array();

function compare(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
