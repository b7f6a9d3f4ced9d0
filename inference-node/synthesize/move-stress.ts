import { STRESS_MARK } from "./clean-text.ts";

interface Vowel {
  readonly letter: string;
  readonly stressed: boolean;
}

/** eSpeak's Russian vowels under stress, by letter; what j stands before them is a phoneme of its own. */
const STRESSED: Readonly<Record<string, string>> = {
  а: "A",
  е: "e",
  ё: "8",
  и: "i",
  о: "o",
  у: "u",
  ы: "y",
  э: "E",
  ю: "u",
  я: "A",
};

/** The same without stress, reduced as Russian does. */
const UNSTRESSED: Readonly<Record<string, string>> = { ...STRESSED, а: "V", е: "i", о: "V", я: "i" };

/** An optional stress sign, an optional fused j, and a vowel; `@-` is a glide that eSpeak adds by itself. */
const VOWEL = /^([',]?)(j?)([aAeEiIoOuUyV8]\S*|@(?!-)\S*)$/;

/**
 * Moves the stress of a Russian word to the vowel that its stress mark follows.
 *
 * @param word One lower-case word with a stress mark; of several the last counts, those before it are secondary.
 * @param phonemes What eSpeak makes of the word without the mark: phoneme names with `_` between.
 * @returns Phoneme names for eSpeak with `|` between; undefined when nothing has to move, or when letters and phonemes
 *   do not correspond, as in an abbreviation that is spelled out.
 */
export function moveStress(word: string, phonemes: string): string | undefined {
  const vowels = vowelsOf(word);
  const names = phonemes.split("_").filter((name) => name !== "" && name !== "@-");
  const target = vowels.findLastIndex(({ stressed }) => stressed);
  const spoken = names.filter((name) => VOWEL.test(name));
  if (spoken.length !== vowels.length || target === -1 || spoken[target]?.startsWith("'")) return undefined;
  let index = -1;
  const moved = names.flatMap((name) => {
    const [, sign = "", j = "", sound = ""] = VOWEL.exec(name) ?? [];
    if (sound === "") return [name];
    index += 1;
    const letter = vowels[index]?.letter ?? "";
    if (index === target) return [j, `'${afterHard(sound, letter) ?? STRESSED[letter]}`];
    if (sign !== "'") return [name];
    const isFinalYa = letter === "я" && index === vowels.length - 1;
    return [j, isFinalYa ? "V" : afterHard(sound, letter) === undefined ? UNSTRESSED[letter] : "y"];
  });
  return moved.filter((name) => name !== "").join("|");
}

/** After ж, ш and ц, which are never soft, и and е have a sound of their own; it shows in what eSpeak chose. */
function afterHard(sound: string, letter: string): string | undefined {
  if (letter === "и" && sound.startsWith("y")) return "y";
  return letter === "е" && /^[yE]/.test(sound) ? "E" : undefined;
}

function vowelsOf(word: string): Vowel[] {
  const found = word.matchAll(/([аеёиоуыэюя])(\u0301?)/gu);
  return Array.from(found, ([, letter = "", mark]) => ({ letter, stressed: mark === STRESS_MARK }));
}
