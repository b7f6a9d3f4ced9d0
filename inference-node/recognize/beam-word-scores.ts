import type { BeamSettings } from "./beam-settings.ts";
import type { SpellingNode, Spellings } from "./beam-spelling.ts";
import type { Lexicon } from "./lexicon.ts";
import { NO_CONTEXT, type WordContext } from "./lexicon-ngrams.ts";
import { ROOT } from "./lexicon-trie.ts";

/** Stands for a word outside the lexicon. */
export const UNKNOWN_WORD = -1;

/** A word that may end at a node. */
export interface WordEnd {
  readonly word: number;
  readonly score: number;
  /** For the next word. */
  readonly context: WordContext;
}

/** What lexicon and language model add to the score of a hypothesis. */
export class WordScores {
  readonly #lexicon: Lexicon;
  readonly #spellings: Spellings;
  readonly #settings: BeamSettings;

  constructor(lexicon: Lexicon, spellings: Spellings, settings: BeamSettings) {
    this.#lexicon = lexicon;
    this.#spellings = spellings;
    this.#settings = settings;
  }

  /** For a word that begins so: what its likeliest ending gets without regard to the words before. */
  unfinished(node: SpellingNode): number {
    if (node === ROOT) return 0;
    if (!this.#spellings.inLexicon(node)) return this.unknown(this.#spellings.length(node));
    return this.#settings.languageWeight * this.#lexicon.trie.bestLogProb(node) + this.#settings.wordBonus;
  }

  /** For each word that has just these sounds: what it gets after the words before. */
  finished(context: WordContext, node: SpellingNode): WordEnd[] {
    const { ngrams, trie } = this.#lexicon;
    const words = this.#spellings.inLexicon(node) ? trie.wordsAt(node) : [];
    if (words.length === 0) {
      return [{ word: UNKNOWN_WORD, score: this.unknown(this.#spellings.length(node)), context: NO_CONTEXT }];
    }
    return Array.from(words, (word) => ({
      word,
      score: this.#settings.languageWeight * ngrams.logProb(context, word) + this.#settings.wordBonus,
      context: ngrams.next(context, word),
    }));
  }

  /** For a word outside the lexicon of so many sounds. */
  unknown(sounds: number): number {
    return this.#settings.unknownWord + this.#settings.unknownSound * sounds;
  }
}
