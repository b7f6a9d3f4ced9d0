/** What weighs how much in a beam search. Scores are natural logarithms. */
export interface BeamSettings {
  /** Hypotheses kept from frame to frame. */
  readonly width: number;
  /** Hypotheses this far below the best one are dropped. */
  readonly margin: number;
  /** Pieces less likely than this in a frame are not tried there. */
  readonly leastLogProb: number;
  /** The language model counts this much, the network one. */
  readonly languageWeight: number;
  /** Makes up for what each word costs; without it few long words win over many short ones. */
  readonly wordBonus: number;
  /** What a word outside the lexicon gets, */
  readonly unknownWord: number;
  /** and what it gets for each of its sounds. */
  readonly unknownSound: number;
  /** Words whose frames the network was less sure of, by the geometric mean of their likeliest sounds, are dropped. */
  readonly credible: number;
}

/**
 * Tuned for the embedded model, on half of its held-out sentences. One word in five hundred that the search finds in
 * speech is less credible than 0.45, and so are most that it finds in noise or clicks.
 */
export const BEAM_SETTINGS: BeamSettings = {
  width: 64,
  margin: 12,
  leastLogProb: -7,
  languageWeight: 0.6,
  wordBonus: 0.5,
  unknownWord: -8,
  unknownSound: -1.5,
  credible: 0.45,
};
