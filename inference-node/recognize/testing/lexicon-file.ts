import { gzipSync } from "node:zlib";

/** What a made-up lexicon holds, log-probabilities in natural logarithms; every back-off is -1. */
interface LexiconContent {
  /** Sound → the letters that write it. */
  readonly sounds: Readonly<Record<string, string>>;
  /** Word → its sounds and log-probability, in ASCII order. */
  readonly words: Readonly<Record<string, readonly [sounds: readonly string[], logProb: number]>>;
  /** "first second" → log-probability, in ASCII order. */
  readonly bigrams?: Readonly<Record<string, number>>;
  readonly trigrams?: Readonly<Record<string, number>>;
  /** How many bytes at the end to leave out. */
  readonly cut?: number;
}

/** A lexicon file in the format that `readLexicon` reads. */
export function lexiconFile({ sounds, words, bigrams = {}, trigrams = {}, cut = 0 }: LexiconContent): Uint8Array {
  const names = Object.keys(sounds);
  const spelled = Object.values(words).map(([spelling]) => spelling.map((sound) => names.indexOf(sound)));
  const index = (word: string): number => Object.keys(words).indexOf(word);
  const rows = (contexts: Record<string, unknown>, ngrams: Record<string, number>): Buffer =>
    uint16s(
      Object.keys(contexts).map((context) => Object.keys(ngrams).filter((n) => n.startsWith(`${context} `)).length),
    );
  const lastWords = (ngrams: Record<string, number>): Buffer =>
    uint16s(Object.keys(ngrams).map((ngram) => index(ngram.split(" ").at(-1) ?? "")));
  const soundText = Buffer.from(
    Object.entries(sounds)
      .map((sound) => sound.join(" "))
      .join("\n"),
  );
  const wordText = Buffer.from(Object.keys(words).join("\n"));
  const counts = [soundText.length, wordText.length, spelled.flat().length].concat(
    [words, bigrams, trigrams].map((table) => Object.keys(table).length),
  );
  const file = Buffer.concat([
    Buffer.from("LEX1"),
    Buffer.from(Uint32Array.from(counts).buffer),
    soundText,
    wordText,
    Buffer.from(spelled.map((spelling) => spelling.length)),
    Buffer.from(spelled.flat()),
    steps(Object.values(words).map(([, logProb]) => logProb)),
    steps(spelled.map(() => -1)),
    rows(words, bigrams),
    lastWords(bigrams),
    steps(Object.values(bigrams)),
    steps(Object.values(bigrams).map(() => -1)),
    rows(bigrams, trigrams),
    lastWords(trigrams),
    steps(Object.values(trigrams)),
  ]);
  return gzipSync(file.subarray(0, file.length - cut));
}

function uint16s(values: readonly number[]): Buffer {
  return Buffer.from(Uint16Array.from(values).buffer);
}

function steps(logProbs: readonly number[]): Buffer {
  return Buffer.from(logProbs.map((logProb) => Math.round(-16 * logProb)));
}
