/** A place in a document where people read. */
interface TextSlot {
  readonly text: string;
  replace(text: string): void;
}

const TEXT_KEYWORDS = new Set(["title", "summary", "description", "x-displayName"]);
const PAYLOAD_KEYWORDS = new Set(["example", "value"]);
/** Members of examples that are English for everyone: what errors say, what models and voices are, what v2 recognizes. */
const ENGLISH_MEMBERS = new Set<string | number>([
  "error",
  "message",
  "description",
  "label",
  "language",
  "transcript",
]);
/** Keywords whose members are named by us, so that a member called `description` is no description. */
const MAP_KEYWORDS = new Set([
  "properties",
  "schemas",
  "securitySchemes",
  "headers",
  "responses",
  "paths",
  "webhooks",
  "content",
]);

/**
 * Every text of an OpenAPI document that depends on the language: titles, summaries, descriptions, and whatever reads
 * as a sentence in examples.
 */
export function collectTexts(document: unknown): TextSlot[] {
  if (Array.isArray(document)) return document.flatMap(collectTexts);
  if (!isRecord(document)) return [];
  return Object.entries(document).flatMap(([keyword, value]) => {
    if (PAYLOAD_KEYWORDS.has(keyword)) return collectSentences(document, keyword);
    if (typeof value === "string") return TEXT_KEYWORDS.has(keyword) ? [slotOf(document, keyword, value)] : [];
    if (keyword !== "examples") return MAP_KEYWORDS.has(keyword) ? collectMembers(value) : collectTexts(value);
    return Array.isArray(value) ? value.flatMap((_, index) => collectSentences(value, index)) : collectMembers(value);
  });
}

function collectMembers(map: unknown): TextSlot[] {
  return isRecord(map) ? Object.values(map).flatMap(collectTexts) : [];
}

/** Strings with a space between words; ids, codes and times have none. */
function collectSentences(holder: object, key: string | number): TextSlot[] {
  const value: unknown = Reflect.get(holder, key);
  if (typeof value === "string")
    return !ENGLISH_MEMBERS.has(key) && / \S/.test(value) ? [slotOf(holder, key, value)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Array.isArray(value)
    ? value.flatMap((_, index) => collectSentences(value, index))
    : Object.keys(value).flatMap((member) => collectSentences(value, member));
}

function slotOf(holder: object, key: string | number, text: string): TextSlot {
  return { text, replace: (other) => void Reflect.set(holder, key, other) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
