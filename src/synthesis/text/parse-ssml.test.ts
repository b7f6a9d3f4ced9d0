import * as fc from "fast-check";
import { describe, test } from "vitest";
import { SpeechFault } from "../../contract/faults.ts";
import { Prosody } from "../../contract/synthesis.ts";
import { NEUTRAL } from "./combine-prosody.ts";
import { parseSsml, type SsmlPart } from "./parse-ssml.ts";

function inside(ssml: string): SsmlPart[] {
  return parseSsml(`<speak>${ssml}</speak>`);
}

function prosodyOf(ssml: string): Prosody | undefined {
  return inside(ssml).flatMap((part) => ("text" in part ? [part.prosody] : []))[0];
}

function refusal(ssml: string): { message: string; context: unknown } {
  try {
    parseSsml(ssml);
  } catch (error) {
    if (error instanceof SpeechFault && error.code === "ssml_invalid") {
      return { message: error.detail, context: error.context };
    }
    throw error;
  }
  throw new Error("it was taken");
}

test("a document is text and breaks, in order", ({ expect }) => {
  const ssml = `<?xml version="1.0" encoding="utf-8"?>
    <speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xml:lang="en">One<break time="1.5s"/>two</speak>`;
  expect(parseSsml(ssml)).toEqual([
    { text: "One", prosody: NEUTRAL },
    { breakMs: 1500 },
    { text: "two", prosody: NEUTRAL },
  ]);
});

test("entities of XML and of numbers, CDATA and comments are what they mean", ({ expect }) => {
  const parts = inside("&lt;Tom &amp; Jerry&gt; &quot;&apos;&#233;&#x301;<!-- no --><![CDATA[<b>]]>");
  expect(parts.map((part) => ("text" in part ? part.text : "")).join("")).toBe("<Tom & Jerry> \"'é\u0301<b>");
});

test.for([
  ['<break time="250ms"/>', 250],
  ['<break time="+.5s"/>', 500],
  ["<break/>", 400],
  ['<break strength="none"/>', 0],
  ['<break strength="x-strong"></break>', 1000],
  ['<break strength="weak" time="2s"/>', 2000],
  ['<break time="10s"/>', 10_000],
] as const)("%s is a silence of %i ms", ([ssml, breakMs], { expect }) => {
  expect(inside(ssml)).toEqual([{ breakMs }]);
});

test.for([
  ['<prosody rate="slow">a</prosody>', { tempo: 0.75 }],
  ['<prosody rate="150%">a</prosody>', { tempo: 1.5 }],
  ['<prosody rate="-20%">a</prosody>', { tempo: 0.8 }],
  ['<prosody rate="1.2">a</prosody>', { tempo: 1.2 }],
  ['<prosody pitch="+2st">a</prosody>', { pitch: 2 }],
  ['<prosody pitch="-1.5st">a</prosody>', { pitch: -1.5 }],
  ['<prosody pitch="+100%">a</prosody>', { pitch: 12 }],
  ['<prosody pitch="x-low" volume="soft">a</prosody>', { pitch: -6, gain: -6 }],
  ['<prosody volume="+6dB">a</prosody>', { gain: 6 }],
  ['<prosody volume="silent">a</prosody>', { gain: -48 }],
  ["<emphasis>a</emphasis>", { pitch: 1, tempo: 0.92, gain: 2.5 }],
  ['<emphasis level="reduced">a</emphasis>', { pitch: -1, tempo: 1.08, gain: -4 }],
  ['<emphasis level="none">a</emphasis>', {}],
  ['<prosody rate="200%"><prosody rate="50%" pitch="high">a</prosody></prosody>', { pitch: 3 }],
  [
    '<prosody rate="x-fast" pitch="+20st"><prosody rate="1000%" pitch="+20st">a</prosody></prosody>',
    { pitch: 24, tempo: 4 },
  ],
] as const)("%s speaks with %j", ([ssml, prosody], { expect }) => {
  expect(prosodyOf(ssml)).toEqual({ ...NEUTRAL, ...prosody });
});

test("what follows an element is spoken as before it", ({ expect }) => {
  const parts = inside('a<prosody rate="slow">b<emphasis level="strong">c</emphasis>d</prosody>e');
  const tempos = parts.map((part) => ("text" in part ? part.prosody.tempo : 0));
  expect(tempos).toEqual([1, 0.75, 0.75 * 0.85, 0.75, 1]);
});

describe("a document is refused", () => {
  test.for([
    ["Hello.", "text"],
    ["", "document must contain a root element"],
    ["<p>Hello.</p>", "not supported"],
    ["<break/>", "must be a speak element"],
    ["<speak>Hello.", "unclosed tag"],
    ["<speak>a<b</speak>", ""],
    ["<speak>Hello.</speak>more", "text"],
    ["<speak/><speak/>", ""],
    ["<speak><speak/></speak>", "cannot be inside another"],
    ["<speak><audio/></speak>", "audio is not supported"],
    ["<speak><x:break/></speak>", "not supported"],
    ['<speak><break time="1h"/></speak>', 'time cannot be "1h"'],
    ['<speak><break time="11s"/></speak>', "at most 10000 ms"],
    ['<speak><break strength="huge"/></speak>', "strength cannot be"],
    ["<speak><break>x</break></speak>", "a break is empty"],
    ["<speak><break><break/></break></speak>", "a break is empty"],
    ['<speak><break duration="1s"/></speak>', "no attribute duration"],
    ['<speak><prosody rate="0%">a</prosody></speak>', "rate cannot be"],
    ['<speak><prosody rate="-100%">a</prosody></speak>', "rate cannot be"],
    ['<speak><prosody pitch="200Hz">a</prosody></speak>', "pitch cannot be"],
    ['<speak><prosody volume="11">a</prosody></speak>', "volume cannot be"],
    ['<speak><emphasis level="big">a</emphasis></speak>', "level cannot be"],
    ['<speak><break time="1s" time="2s"/></speak>', "duplicate attribute"],
    ["<speak>&nbsp;</speak>", "entity"],
    ["<speak>&#0;</speak>", ""],
    ["<?pi x?><speak>a</speak>", "processing instruction"],
    ['<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>', "document type"],
    ['<!DOCTYPE speak SYSTEM "http://example.com/x.dtd"><speak/>', "document type"],
    [`<speak>${"<emphasis>".repeat(40)}a${"</emphasis>".repeat(40)}</speak>`, "nested deeper than 32"],
  ] as const)("%s", ([ssml, why], { expect }) => {
    const { message, context } = refusal(ssml);
    expect(message).toMatch(/^line \d+, column \d+: ./);
    expect(message).toContain(why);
    expect(context).toEqual({ line: expect.any(Number), column: expect.any(Number) });
  });

  test("naming the line and the column where it goes wrong", ({ expect }) => {
    expect(refusal("<speak>\n  Hello <audio/>\n</speak>")).toEqual({
      message: "line 2, column 16: the element audio is not supported",
      context: { line: 2, column: 16 },
    });
  });
});

test("any text either says something within the limits or is refused in words", ({ expect }) => {
  const piece = fc.constantFrom(
    "<speak>",
    "</speak>",
    "<break/>",
    "<prosody rate='",
    "'>",
    "9".repeat(400),
    "&",
    ";",
    "a",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      try {
        for (const part of parseSsml(pieces.join(""))) {
          if ("text" in part) expect(Prosody.safeParse(part.prosody).success).toBe(true);
        }
      } catch (error) {
        expect(error).toMatchObject({ code: "ssml_invalid" });
      }
    }),
  );
});
