import type { Sound } from "./lexicon.ts";
import { NO_NODE, type SymbolTrie, type TrieNode } from "./lexicon-trie.ts";

/** A way a word may begin: a node of the lexicon's trie or, from its size on, one that no word of the lexicon has. */
export type SpellingNode = TrieNode;

/** The beginnings of words that come up while a chunk is decoded: the trie of the lexicon, and all else grown onto it. */
export class Spellings {
  readonly #trie: SymbolTrie;
  readonly #grown: { readonly parent: SpellingNode; readonly sound: number }[] = [];
  readonly #grownBySound = new Map<number, SpellingNode>();

  constructor(trie: SymbolTrie) {
    this.#trie = trie;
  }

  /** Whether some word of the lexicon begins so. */
  inLexicon(node: SpellingNode): boolean {
    return node < this.#trie.size;
  }

  /** The node one sound on. */
  child(node: SpellingNode, sound: number): SpellingNode {
    const known = this.inLexicon(node) ? this.#trie.child(node, sound) : NO_NODE;
    if (known !== NO_NODE) return known;
    const key = node * 2 ** 8 + sound;
    const grown = this.#grownBySound.get(key);
    if (grown !== undefined) return grown;
    this.#grown.push({ parent: node, sound });
    const child = this.#trie.size + this.#grown.length - 1;
    this.#grownBySound.set(key, child);
    return child;
  }

  /** The sounds that lead to a node. */
  sounds(node: SpellingNode): number[] {
    const beyond: number[] = [];
    let at = node;
    for (let grown = this.#grown[at - this.#trie.size]; grown !== undefined; grown = this.#grown[at - this.#trie.size]) {
      beyond.unshift(grown.sound);
      at = grown.parent;
    }
    return [...this.#trie.spelling(at), ...beyond];
  }

  /** A word with those sounds as somebody might write it who does not know it. */
  write(node: SpellingNode, sounds: readonly Sound[]): string {
    return this.sounds(node)
      .map((sound) => sounds[sound]?.letters ?? "")
      .join("");
  }
}
