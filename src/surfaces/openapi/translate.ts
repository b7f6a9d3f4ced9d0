import { collectTexts } from "./collect-texts.ts";

/** Translations by the English text, so that an edited text has none until it is translated again. */
export type Catalogue = Readonly<Record<string, string>>;

/** The document with every text for people in another language. Throws a RangeError for a text without a translation. */
export function translate<Document>(document: Document, catalogue: Catalogue): Document {
  const translated = structuredClone(document);
  for (const slot of collectTexts(translated)) {
    const text = catalogue[slot.text];
    if (text === undefined) throw new RangeError(`no translation of: ${slot.text}`);
    slot.replace(text);
  }
  return translated;
}
