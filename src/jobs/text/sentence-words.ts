/** What words tell about where sentences and clauses end, in English and Russian. */

/** A sentence does not end on such a word, however long the speaker thinks. */
export const LEADS_ON =
  /(?:^|\s)(?:the|an?|of|to|in|on|at|for|from|with|by|and|or|but|my|your|his|our|their|its|as|if|than|because|и|а|но|или|в|на|с|к|у|о|по|от|до|из|за|для|не|что|чтобы|если|как)$/i;

/** A clause begins with such a word. */
export const OPENS_CLAUSE =
  /^\s*(?:but|so|because|although|though|while|whereas|which|а|но|что|чтобы|который|которая|которое|которые|потому|если|когда)$/i;

const AUXILIARY =
  "do|does|did|is|are|am|was|were|can|could|will|would|shall|should|may|might|must|have|has|had|" +
  "don't|doesn't|didn't|isn't|aren't|wasn't|weren't|can't|couldn't|won't|wouldn't|shouldn't|haven't|hasn't|hadn't";
const SUBJECT =
  "i|you|he|she|it|we|they|the|an?|this|that|these|those|there|my|your|his|her|our|their|any|anyone|anybody|everyone";

const LEAD = "^(?:(?:and|but|so|well|okay|now)\\s+)?";
const YES_NO = new RegExp(`${LEAD}(?:${AUXILIARY})\\s+(?:${SUBJECT})\\b`, "i");
const WH = new RegExp(
  `${LEAD}(?:what|where|when|why|who|whom|whose|which|how)(?:'s|\\s+(?!(?:${SUBJECT})\\s)(?:\\S+\\s+){0,2}?(?:${AUXILIARY}))(?:\\s|$)`,
  "i",
);
const RUSSIAN = /^(?:(?:а|и|ну)\s+)?(?:почему|зачем|сколько|кто|где|куда|откуда)(?:\s|$)|\sли(?:\s|$)/i;

/** Whether a sentence, without its mark, asks something. */
export function isQuestion(sentence: string): boolean {
  return [YES_NO, WH, RUSSIAN].some((form) => form.test(sentence.trim()));
}
