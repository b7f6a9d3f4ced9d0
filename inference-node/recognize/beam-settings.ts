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
  /** Cost of a word outside the lexicon, */
  readonly unknownWord: number;
  /** and of each of its sounds. */
  readonly unknownSound: number;
}

export const BEAM_SETTINGS: BeamSettings = {
  width: 64,
  margin: 12,
  leastLogProb: -7,
  languageWeight: 0.6,
  wordBonus: 0.5,
  unknownWord: -8,
  unknownSound: -0.5,
};
