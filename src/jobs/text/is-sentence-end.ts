/** Whether a text ends where a sentence does. */
export function isSentenceEnd(text: string): boolean {
  return /[.!?…]["'»”)]*$/.test(text.trimEnd());
}
