import type { Sound } from "./lexicon.ts";
import { NO_NODE, type SymbolTrie, type TrieNode } from "./lexicon-trie.ts";

/** A way a word may begin: a node of the lexicon's trie or, from its size on, one that no word of the lexicon has. */
export type SpellingNode = TrieNode;

interface Grown {
  readonly parent: SpellingNode;
  readonly sound: number;
  readonly length: number;
}

/** The beginnings of words that come up while a chunk is decoded: the trie of the lexicon, and all else grown onto it. */
export class Spellings {
  readonly #trie: SymbolTrie;
  readonly #grown: Grown[] = [];
  readonly #grownByParentAndSound = new Map<number, SpellingNode>();

  constructor(trie: SymbolTrie) {
    this.#trie = trie;
  }

  /** Whether some word of the lexicon begins so. */
  inLexicon(node: SpellingNode): boolean {
    return node < this.#trie.size;
  }

  /** The node one sound on, or {@link NO_NODE} as long as none was grown. */
  child(node: SpellingNode, sound: number): SpellingNode {
    const known = this.inLexicon(node) ? this.#trie.child(node, sound) : NO_NODE;
    return known === NO_NODE ? (this.#grownByParentAndSound.get(node * 2 ** 8 + sound) ?? NO_NODE) : known;
  }

  /** Makes the node one sound on, where there is none. */
  grow(parent: SpellingNode, sound: number): SpellingNode {
    const node = this.#trie.size + this.#grown.push({ parent, sound, length: this.length(parent) + 1 }) - 1;
    this.#grownByParentAndSound.set(parent * 2 ** 8 + sound, node);
    return node;
  }

  /** How many sounds lead to a node. */
  length(node: SpellingNode): number {
    return this.#grown[node - this.#trie.size]?.length ?? this.#trie.depth(node);
  }

  /** A word of those sounds as somebody might write it who never saw it. */
  write(node: SpellingNode, sounds: readonly Sound[]): string {
    return this.#soundsOf(node)
      .map((sound) => sounds[sound]?.letters ?? "")
      .join("");
  }

  #soundsOf(node: SpellingNode): number[] {
    const grown = this.#grown[node - this.#trie.size];
    return grown === undefined ? this.#trie.spelling(node) : [...this.#soundsOf(grown.parent), grown.sound];
  }
}
