export interface WordErrors {
  /** Substitutions, deletions and insertions. */
  readonly errors: number;
  /** Words of the reference. */
  readonly words: number;
}

/** Lower-case words of letters and apostrophes, everything else being a boundary. */
export function normaliseText(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** The smallest number of edits that turn the reference into what was heard (Levenshtein distance over words). */
export function wordErrors(reference: readonly string[], heard: readonly string[]): WordErrors {
  let row = heard.map((_, i) => i + 1);
  for (const [i, word] of reference.entries()) {
    let diagonal = i;
    let left = i + 1;
    row = heard.map((other, j) => {
      const above = row[j] ?? 0;
      left = Math.min(left + 1, above + 1, diagonal + (word === other ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return { errors: row.at(-1) ?? reference.length, words: reference.length };
}

export function addErrors(sum: WordErrors | undefined, more: WordErrors): WordErrors {
  return { errors: (sum?.errors ?? 0) + more.errors, words: (sum?.words ?? 0) + more.words };
}
