import type { Token } from "../../src/contract/job.ts";
import { BEAM_SETTINGS, type BeamSettings } from "./beam-settings.ts";
import { type SpellingNode, Spellings } from "./beam-spelling.ts";
import { UNKNOWN_WORD, WordScores } from "./beam-word-scores.ts";
import { type CtcAlphabet, type CtcOutput, type HeardWord, wordTokens } from "./decode-tokens.ts";
import type { Lexicon } from "./lexicon.ts";
import { NO_CONTEXT, type WordContext } from "./lexicon-ngrams.ts";
import { ROOT } from "./lexicon-trie.ts";

/** The part of a word that its frames tell, as in HeardWord. */
interface Span {
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly logProbability: number;
  readonly frames: number;
}

interface SpokenWord {
  readonly word: number;
  readonly node: SpellingNode;
  readonly span: Span;
  readonly before: SpokenWord | undefined;
}

/** One way to read the frames so far: words, and a beginning of a word. */
interface Hypothesis {
  readonly score: number;
  readonly words: SpokenWord | undefined;
  readonly context: WordContext;
  /** The root before the first word only: a word ends where the next begins. */
  readonly node: SpellingNode;
  readonly span: Span;
  /** Told in the last frame, or {@link BLANK}. */
  readonly piece: number;
}

const BLANK = -1;

const START: Hypothesis = {
  score: 0,
  words: undefined,
  context: NO_CONTEXT,
  node: ROOT,
  span: { firstFrame: 0, lastFrame: 0, logProbability: 0, frames: 0 },
  piece: BLANK,
};

/** A piece that is a sound of the lexicon. */
interface SoundPiece {
  readonly piece: number;
  readonly sound: number;
}

/**
 * The words of a chunk of `samples` samples that network, lexicon and language model together find likeliest: a Viterbi
 * beam search over CTC paths, for networks whose pieces are the sounds of the lexicon. Sounds that no word has are written
 * as they might be spelled, at a cost.
 */
export function beamSearch(
  output: CtcOutput,
  alphabet: CtcAlphabet,
  lexicon: Lexicon,
  samples: number,
  settings: BeamSettings = BEAM_SETTINGS,
): Token[] {
  const search = new BeamSearch(output, alphabet, lexicon, settings);
  for (let frame = 0; frame < output.frames; frame++) search.hear(frame);
  return wordTokens(search.words(), alphabet, samples);
}

class BeamSearch {
  readonly #output: CtcOutput;
  readonly #blankIndex: number;
  readonly #lexicon: Lexicon;
  readonly #settings: BeamSettings;
  readonly #pieces: readonly SoundPiece[];
  readonly #spellings: Spellings;
  readonly #scores: WordScores;
  #beam: readonly Hypothesis[] = [START];
  #next = new Map<number, Hypothesis>();
  #floor = Number.NEGATIVE_INFINITY;

  constructor(output: CtcOutput, alphabet: CtcAlphabet, lexicon: Lexicon, settings: BeamSettings) {
    this.#output = output;
    this.#blankIndex = alphabet.blankIndex;
    this.#lexicon = lexicon;
    this.#settings = settings;
    this.#pieces = lexicon.sounds
      .map(({ name }, sound) => ({ piece: alphabet.pieces.indexOf(name), sound }))
      .filter(({ piece }) => piece !== -1);
    this.#spellings = new Spellings(lexicon.trie);
    this.#scores = new WordScores(lexicon, this.#spellings, settings);
  }

  hear(frame: number): void {
    const { logProbs, vocabulary } = this.#output;
    const row = logProbs.subarray(frame * vocabulary, (frame + 1) * vocabulary);
    const logProb = (piece: number): number => row[piece] ?? Number.NEGATIVE_INFINITY;
    const tried = this.#pieces.filter(({ piece }) => logProb(piece) >= this.#settings.leastLogProb);
    const likeliest = Math.max(...tried.map(({ piece }) => logProb(piece)));
    this.#next = new Map();
    this.#floor = Number.NEGATIVE_INFINITY;
    for (const from of this.#beam) {
      this.#offer(from, from.score + logProb(this.#blankIndex), from.node, from.span, BLANK);
      const ends = this.#ends(from);
      for (const { piece, sound } of tried) {
        const score = from.score + logProb(piece);
        const longer = { ...from.span, lastFrame: frame, frames: from.span.frames + 1, logProbability: from.span.logProbability + likeliest };
        if (piece === from.piece) {
          this.#offer(from, score, from.node, longer, piece);
          continue;
        }
        const begun = { firstFrame: frame, lastFrame: frame, logProbability: likeliest, frames: 1 };
        if (from.node !== ROOT) this.#extend(from, score, sound, longer, piece);
        for (const end of ends) this.#extend(end, end.score + logProb(piece), sound, begun, piece);
      }
    }
    const kept = [...this.#next.values()].filter(({ score }) => score >= this.#floor);
    this.#beam = kept.toSorted((a, b) => b.score - a.score).slice(0, this.#settings.width);
  }

  words(): HeardWord[] {
    const [best] = this.#beam.flatMap((from) => this.#ends(from)).toSorted((a, b) => b.score - a.score);
    const words: HeardWord[] = [];
    for (let spoken = best?.words; spoken !== undefined; spoken = spoken.before) {
      const text =
        spoken.word === UNKNOWN_WORD
          ? this.#spellings.write(spoken.node, this.#lexicon.sounds)
          : (this.#lexicon.words[spoken.word] ?? "");
      words.unshift({ text, ...spoken.span });
    }
    return words;
  }

  /** The hypothesis with its last word finished, in every way. */
  #ends(from: Hypothesis): Hypothesis[] {
    if (from.node === ROOT) return [from];
    const unfinished = from.score - this.#scores.unfinished(from.node);
    const ends: Hypothesis[] = [];
    for (const { word, score, context } of this.#scores.finished(from.context, from.node)) {
      const words = { word, node: from.node, span: from.span, before: from.words };
      ends.push({ ...from, score: unfinished + score, words, context, node: ROOT });
    }
    return ends;
  }

  #extend(from: Hypothesis, score: number, sound: number, span: Span, piece: number): void {
    const node = this.#spellings.child(from.node, sound);
    this.#offer(from, score + this.#scores.unfinished(node) - this.#scores.unfinished(from.node), node, span, piece);
  }

  #offer({ words, context }: Hypothesis, score: number, node: SpellingNode, span: Span, piece: number): void {
    if (score < this.#floor) return;
    const key = ((context + 1) * 2 ** 24 + node) * 2 ** 8 + piece + 1;
    const other = this.#next.get(key);
    if (other === undefined || other.score < score) this.#next.set(key, { score, words, context, node, span, piece });
    this.#floor = Math.max(this.#floor, score - this.#settings.margin);
  }
}
