import type { Token } from "../../src/contract/job.ts";
import { BEAM_SETTINGS, type BeamSettings } from "./beam-settings.ts";
import { type SpellingNode, Spellings } from "./beam-spelling.ts";
import { UNKNOWN_WORD, type WordEnd, WordScores } from "./beam-word-scores.ts";
import { type CtcAlphabet, type CtcOutput, type HeardWord, wordTokens } from "./decode-tokens.ts";
import type { Lexicon } from "./lexicon.ts";
import { NO_CONTEXT, type WordContext } from "./lexicon-ngrams.ts";
import { NO_NODE, ROOT } from "./lexicon-trie.ts";

/** What the frames say of a word, as in HeardWord. */
type Hearing = Omit<HeardWord, "text">;

interface SpokenWord {
  readonly word: number;
  readonly node: SpellingNode;
  readonly hearing: Hearing;
  readonly before: SpokenWord | undefined;
}

/** One way to read the frames so far: finished words, and the beginning of one more. */
interface Hypothesis {
  readonly score: number;
  readonly words: SpokenWord | undefined;
  readonly context: WordContext;
  /** The root only before the first word: a word is finished when the next begins. */
  readonly node: SpellingNode;
  readonly hearing: Hearing;
  /** Told in the last frame, or {@link BLANK}. */
  readonly sound: number;
}

const BLANK = -1;

const START: Hypothesis = {
  score: 0,
  words: undefined,
  context: NO_CONTEXT,
  node: ROOT,
  hearing: { firstFrame: 0, lastFrame: 0, logProbability: 0, frames: 0 },
  sound: BLANK,
};

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
  const search = new BeamSearch(lexicon, settings);
  const pieceOfSound = lexicon.sounds.map(({ name }) => alphabet.pieces.indexOf(name));
  for (let frame = 0; frame < output.frames; frame++) {
    const row = output.logProbs.subarray(frame * output.vocabulary, (frame + 1) * output.vocabulary);
    const logProbs = pieceOfSound.map((piece) => row[piece] ?? Number.NEGATIVE_INFINITY);
    search.hear(frame, logProbs, row[alphabet.blankIndex] ?? Number.NEGATIVE_INFINITY);
  }
  return wordTokens(search.words(), alphabet.frameSamples, samples, settings.credible);
}

class BeamSearch {
  readonly #lexicon: Lexicon;
  readonly #settings: BeamSettings;
  readonly #spellings: Spellings;
  readonly #scores: WordScores;
  #beam: readonly Hypothesis[] = [START];
  #next = new Map<number, Hypothesis>();
  /** Hypotheses under this score are not worth keeping. */
  #floor = Number.NEGATIVE_INFINITY;

  constructor(lexicon: Lexicon, settings: BeamSettings) {
    this.#lexicon = lexicon;
    this.#settings = settings;
    this.#spellings = new Spellings(lexicon.trie);
    this.#scores = new WordScores(lexicon, this.#spellings, settings);
  }

  /** @param logProbs Of each sound. */
  hear(frame: number, logProbs: readonly number[], blank: number): void {
    const tried = [...logProbs.keys()].filter((sound) => (logProbs[sound] ?? 0) >= this.#settings.leastLogProb);
    const likeliest = Math.max(...logProbs);
    const begun: Hearing = { firstFrame: frame, lastFrame: frame, logProbability: likeliest, frames: 1 };
    this.#next = new Map();
    this.#floor = Number.NEGATIVE_INFINITY;
    for (const from of this.#beam) {
      this.#offer({ ...from, score: from.score + blank, sound: BLANK });
      const ends = this.#finish(from);
      const hearing = prolong(from.hearing, begun);
      for (const sound of tried) {
        const logProb = logProbs[sound] ?? 0;
        if (sound === from.sound) {
          this.#offer({ ...from, score: from.score + logProb, hearing });
        } else {
          if (from.node !== ROOT) this.#say(from, sound, logProb, hearing);
          for (const end of ends) this.#say(end, sound, logProb, begun);
        }
      }
    }
    const kept = [...this.#next.values()].filter(({ score }) => score >= this.#floor);
    this.#beam = kept.toSorted((a, b) => b.score - a.score).slice(0, this.#settings.width);
  }

  words(): HeardWord[] {
    const [best] = this.#beam.flatMap((from) => this.#finish(from)).toSorted((a, b) => b.score - a.score);
    const words: HeardWord[] = [];
    for (let spoken = best?.words; spoken !== undefined; spoken = spoken.before) {
      const { word, node, hearing } = spoken;
      const known = word === UNKNOWN_WORD ? undefined : this.#lexicon.words[word];
      words.push({ text: known ?? this.#spellings.write(node, this.#lexicon.sounds), ...hearing });
    }
    return words.toReversed();
  }

  /** The hypothesis with its last word finished, as each of the words that sound so. */
  #finish(from: Hypothesis): Hypothesis[] {
    if (from.node === ROOT) return [from];
    const unfinished = from.score - this.#scores.unfinished(from.node);
    const finish = ({ word, score, context }: WordEnd): Hypothesis => ({
      score: unfinished + score,
      words: { word, node: from.node, hearing: from.hearing, before: from.words },
      context,
      node: ROOT,
      hearing: from.hearing,
      sound: from.sound,
    });
    return this.#scores.finished(from.context, from.node).map(finish);
  }

  /** Goes on by one sound. */
  #say(from: Hypothesis, sound: number, logProb: number, hearing: Hearing): void {
    const child = this.#spellings.child(from.node, sound);
    const unfinished =
      child === NO_NODE ? this.#scores.unknown(this.#spellings.length(from.node) + 1) : this.#scores.unfinished(child);
    const score = from.score + logProb + unfinished - this.#scores.unfinished(from.node);
    if (score < this.#floor) return;
    const node = child === NO_NODE ? this.#spellings.grow(from.node, sound) : child;
    this.#offer({ ...from, score, node, hearing, sound });
  }

  /** Keeps the best of the hypotheses that whatever comes next treats alike. */
  #offer(hypothesis: Hypothesis): void {
    const { score, context, node, sound } = hypothesis;
    if (score < this.#floor) return;
    const key = ((context + 1) * 2 ** 24 + node) * 2 ** 9 + sound + 1;
    const other = this.#next.get(key);
    if (other === undefined || other.score < score) this.#next.set(key, hypothesis);
    this.#floor = Math.max(this.#floor, score - this.#settings.margin);
  }
}

function prolong(hearing: Hearing, { lastFrame, logProbability, frames }: Hearing): Hearing {
  return {
    firstFrame: hearing.firstFrame,
    lastFrame,
    logProbability: hearing.logProbability + logProbability,
    frames: hearing.frames + frames,
  };
}
