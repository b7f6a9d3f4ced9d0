import { test } from "vitest";
import type { z } from "zod";
import { checkerOf, CONTENTS, schemaNameOf, VIEW } from "../../testing/api-document.ts";

const schemas = VIEW.components.schemas;

function checkerOfNamed(name: string): z.ZodType {
  return checkerOf({ $ref: `#/$defs/${name}` });
}

test("examples exist for every JSON body, which all have named schemas", ({ expect }) => {
  for (const [place, content] of CONTENTS) {
    if (content["application/json"] === undefined) continue;
    const name = schemaNameOf(content) ?? "";
    expect(schemas, place).toHaveProperty([name]);
    const examples = content["application/json"].examples ?? schemas[name]?.examples ?? [];
    expect(Object.keys(examples).length, place).toBeGreaterThan(0);
  }
});

test("examples match their schemas", ({ expect }) => {
  for (const [name, { examples = [] }] of Object.entries(schemas)) {
    const checker = checkerOfNamed(name);
    for (const example of examples) expect(checker.safeParse(example).error, name).toBeUndefined();
  }
  const checkers = { Error: checkerOfNamed("Error"), SpeechError: checkerOfNamed("SpeechError") };
  for (const [place, content] of CONTENTS) {
    const examples = Object.values(content["application/json"]?.examples ?? {});
    const checker = schemaNameOf(content) === "Error" ? checkers.Error : checkers.SpeechError;
    for (const { value } of examples) expect(checker.safeParse(value).error, place).toBeUndefined();
  }
});

test("examples are checked by schemas that refuse what does not match", ({ expect }) => {
  expect(checkerOfNamed("CreateTTSRequest").safeParse({ text: "a", voice: "robot" }).success).toBe(false);
  expect(checkerOfNamed("TranscriptionUpdateEvent").safeParse({ eta: null }).success).toBe(false);
});
