/** What people say while they think, in English and Russian. Keys are words in lower case without punctuation and hyphens. */

const HESITATION = /^(u+m+|u+h+m*|e+r+m*|e+h+|h+m+|m{2,}|э+|э+м+|м{2,}|[хг]+м+|ну+)$/;

/** Words that are meant when said twice: for emphasis, by grammar, or in a number that is read out. */
const MEANT_TWICE = new Set(
  (
    "had that very really so no yes bye ha long far many " +
    "zero oh one two three four five six seven eight nine ten hundred thousand " +
    "да нет очень много давно еле чуть едва ноль нуль один два три четыре пять шесть семь восемь девять десять сто"
  ).split(" "),
);

/** Letters that are words; any other is being spelled out, and may stand twice. */
const ONE_LETTER_WORD = /^[iaяиавксоу]$/;

/** A phrase that is a filler unless the words around it say that it is meant. */
interface FillerPhrase {
  readonly words: readonly string[];
  /** It is meant after such a word. */
  readonly meantAfter: RegExp;
  /** It is meant before such a word. */
  readonly meantBefore: RegExp;
}

const NEVER = /^(?!)/;

export const FILLER_PHRASES: readonly FillerPhrase[] = [
  {
    words: ["you", "know"],
    meantAfter:
      /^(do|did|does|don't|didn't|as|if|what|when|how|that|would|could|should|will|can|let|may|might|must|than)$/,
    meantBefore:
      /^(what|that|how|where|why|who|when|if|whether|which|the|a|an|about|of|it|him|her|me|them|us|my|your|his|our|their|this|these|those|nothing|everything|something|anything|better|more|each)$/,
  },
  {
    words: ["как", "бы"],
    meantAfter: NEVER,
    meantBefore: /^(ни|не|то|я|ты|он|она|оно|мы|вы|они|это|кто|что)$/,
  },
  // The genitive of "тип" follows an adjective: "нового типа".
  { words: ["типа"], meantAfter: /[ое]го$/, meantBefore: NEVER },
];

/** A sound of hesitation. After a number "mm" is a unit. */
export function isHesitation(key: string, previousKey: string): boolean {
  return HESITATION.test(key) && !(key === "mm" && /\d/.test(previousKey));
}

/** Whether a word that stands twice in a row was stuttered rather than meant. */
export function isStutter(key: string): boolean {
  if (key === "" || /\d/.test(key) || MEANT_TWICE.has(key)) return false;
  return key.length > 1 || ONE_LETTER_WORD.test(key);
}
