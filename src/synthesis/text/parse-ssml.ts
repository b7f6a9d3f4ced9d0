import { SaxesParser } from "saxes";
import { SpeechFault } from "../../contract/faults.ts";
import type { Prosody } from "../../contract/synthesis.ts";
import { combineProsody, NEUTRAL } from "./combine-prosody.ts";
import { pitchOf, rateOf, strengthOf, timeOf, volumeOf } from "./ssml-values.ts";

/** A stretch of text that is spoken in one way. */
interface SpokenText {
  readonly text: string;
  readonly prosody: Prosody;
}

export type SsmlPart = SpokenText | { readonly breakMs: number };

const ATTRIBUTES: ReadonlyMap<string, readonly string[]> = new Map([
  ["speak", ["version", "xml:lang", "xmlns"]],
  ["break", ["time", "strength"]],
  ["emphasis", ["level"]],
  ["prosody", ["rate", "pitch", "volume"]],
]);
const EMPHASES: ReadonlyMap<string, Partial<Prosody>> = new Map([
  ["strong", { pitch: 2, tempo: 0.85, gain: 5 }],
  ["moderate", { pitch: 1, tempo: 0.92, gain: 2.5 }],
  ["none", {}],
  ["reduced", { pitch: -1, tempo: 1.08, gain: -4 }],
]);
const DEEPEST = 32;
const LONGEST_BREAK_MS = 10_000;

/**
 * What an SSML document says, part after part: `speak`, `break`, `emphasis` and `prosody`, nested as one likes, and
 * nothing else. There is no document type and so no entity but XML's own. Fault: `ssml_invalid`, which tells where.
 */
export function parseSsml(ssml: string): SsmlPart[] {
  const parser = new SaxesParser();
  const parts: SsmlPart[] = [];
  const open: { readonly name: string; readonly prosody: Prosody }[] = [];

  function refuse(reason: string): never {
    const { line, column } = parser;
    throw new SpeechFault("ssml_invalid", `line ${line}, column ${column}: ${reason}`, { context: { line, column } });
  }
  function hear(text: string): void {
    const inner = open.at(-1);
    if (inner === undefined) return;
    if (inner.name === "break" && text.trim() !== "") refuse("a break is empty");
    parts.push({ text, prosody: inner.prosody });
  }

  parser.on("error", ({ message }) => refuse(message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")));
  parser.on("doctype", () => refuse("a document type is not allowed"));
  parser.on("processinginstruction", () => refuse("a processing instruction is not allowed"));
  parser.on("text", hear);
  parser.on("cdata", hear);
  parser.on("closetag", () => void open.pop());
  parser.on("opentag", ({ name, attributes }) => {
    const outer = open.at(-1);
    checkPlace(name, outer?.name, refuse);
    if (open.length === DEEPEST) refuse(`elements are nested deeper than ${DEEPEST}`);
    const given = new Map(Object.entries(attributes));
    for (const attribute of given.keys()) {
      if (ATTRIBUTES.get(name)?.includes(attribute) !== true) refuse(`${name} has no attribute ${attribute}`);
    }
    if (name === "break") parts.push({ breakMs: breakOf(given, refuse) });
    open.push({ name, prosody: combineProsody(outer?.prosody ?? NEUTRAL, prosodyOf(name, given, refuse)) });
  });
  parser.write(ssml).close();
  return parts;
}

type Attributes = ReadonlyMap<string, string>;
type Refuse = (reason: string) => never;

function checkPlace(name: string, outer: string | undefined, refuse: Refuse): void {
  if (!ATTRIBUTES.has(name)) refuse(`the element ${name} is not supported`);
  if (outer === undefined && name !== "speak") refuse("the document must be a speak element");
  if (outer !== undefined && name === "speak") refuse("a speak element cannot be inside another");
  if (outer === "break") refuse("a break is empty");
}

function breakOf(given: Attributes, refuse: Refuse): number {
  const strengthMs = valueOf(given, "strength", strengthOf, refuse) ?? strengthOf("medium") ?? 0;
  const breakMs = valueOf(given, "time", timeOf, refuse) ?? strengthMs;
  if (breakMs > LONGEST_BREAK_MS) refuse(`a break is at most ${LONGEST_BREAK_MS} ms`);
  return breakMs;
}

function prosodyOf(name: string, given: Attributes, refuse: Refuse): Partial<Prosody> {
  if (name === "emphasis") {
    const level = valueOf(given, "level", (value) => EMPHASES.get(value), refuse);
    return level ?? EMPHASES.get("moderate") ?? {};
  }
  const pitch = valueOf(given, "pitch", pitchOf, refuse);
  const tempo = valueOf(given, "rate", rateOf, refuse);
  const gain = valueOf(given, "volume", volumeOf, refuse);
  return {
    ...(pitch !== undefined && { pitch }),
    ...(tempo !== undefined && { tempo }),
    ...(gain !== undefined && { gain }),
  };
}

/** The meaning of an attribute; undefined when it is not there. */
function valueOf<Value>(
  given: Attributes,
  attribute: string,
  meaningOf: (value: string) => Value | undefined,
  refuse: Refuse,
): Value | undefined {
  const value = given.get(attribute)?.trim();
  if (value === undefined) return undefined;
  return meaningOf(value) ?? refuse(`${attribute} cannot be ${JSON.stringify(value)}`);
}
