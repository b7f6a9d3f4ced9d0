/** Where a speaker may take a breath inside a sentence. */
const BREATH = /[,;:–—]["'»”’)\]}]*(?=\s)|\s-(?=\s)|(?=\n)|[，、；：]/gu;
const SPACE = /\s/gu;

const GRAPHEMES = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Where to cut a text that is longer than `limit` (in UTF-16 units): after the last comma, semicolon or dash in reach,
 * else at the last white space, else between two characters as people see them, a letter with all its marks being one.
 */
export function cutPoint(text: string, limit: number): number {
  const breath = lastMatch(text, BREATH, limit);
  // A breath after one or two words would sound like a stumble.
  if (breath >= limit / 4) return breath;
  const space = lastMatch(text, SPACE, limit);
  return space > 0 ? space : lastGrapheme(text, limit);
}

/** End of the last match within the limit; 0 when there is none. */
function lastMatch(text: string, pattern: RegExp, limit: number): number {
  let last = 0;
  for (const { 0: match, index } of text.slice(0, limit + 1).matchAll(pattern)) {
    if (index + match.length <= limit) last = index + match.length;
  }
  return last;
}

function lastGrapheme(text: string, limit: number): number {
  let end = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (end > 0 && end + segment.length > limit) break;
    end += segment.length;
  }
  return end;
}
