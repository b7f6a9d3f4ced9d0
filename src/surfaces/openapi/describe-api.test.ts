import { describe, test } from "vitest";
import { z } from "zod";
import { createV1 } from "../v1/app.ts";
import { createV2 } from "../v2/app.ts";
import { describeApi } from "./describe-api.ts";
import { type Content, DocumentView, type SchemaView } from "./reference/views.ts";

const v1 = createV1();
const v2 = createV2();
const raw = describeApi({ v1, v2 });
const document = DocumentView.parse(raw);
const schemas = document.components.schemas;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
);
const contents = operations.flatMap(({ name, operation }) => [
  ...(operation.requestBody === undefined ? [] : [[`${name} body`, operation.requestBody.content] as const]),
  ...Object.entries(operation.responses).map(([status, { content }]) => [`${name} ${status}`, content] as const),
]);

/** Every property of a schema and of what it is composed of, by a name to report. */
function propertiesOf(name: string, { properties = {}, allOf = [], items }: SchemaView): [string, SchemaView][] {
  const own = Object.entries(properties).map(([key, value]): [string, SchemaView] => [`${name}.${key}`, value]);
  const inner = [...allOf, ...(items === undefined ? [] : [items])].flatMap((part) => propertiesOf(name, part));
  return [...own, ...own.flatMap(([key, value]) => propertiesOf(key, value)), ...inner];
}

/** A named schema as zod checks it. */
function checkerOf(name: string): z.ZodType {
  const bundle = { $defs: raw.components?.schemas, $ref: `#/$defs/${name}` };
  const text = JSON.stringify(bundle).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(text)));
}

function nameOf(content: Content): string | undefined {
  return content["application/json"]?.schema.$ref?.replace("#/components/schemas/", "");
}

test("the document is OpenAPI 3.1 of version 1.0.0, with bearer keys for every operation", ({ expect }) => {
  expect(raw).toMatchObject({ openapi: "3.1.0", info: { version: "1.0.0" }, security: [{ bearerAuth: [] }] });
  expect(raw.components?.securitySchemes).toMatchObject({ bearerAuth: { type: "http", scheme: "bearer" } });
});

test("every route that is served is in the document, and nothing else is", ({ expect }) => {
  const served = v1.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} /v1${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  expect(operations.map(({ name }) => name).toSorted()).toEqual([...new Set(served)].toSorted());
});

test("every operation has a camel-case id of its own, a known tag and a description", ({ expect }) => {
  const ids = operations.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = document.tags.map(({ name }) => name);
  for (const { name, operation } of operations) {
    expect(operation.operationId, name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    expect(tags, name).toEqual(expect.arrayContaining(operation.tags));
    expect(operation.description, name).toMatch(/\.$/);
    for (const { name: parameter, schema } of operation.parameters) {
      expect(schema.description, `${name} ${parameter}`).toMatch(/\.$/);
    }
  }
});

test("every operation declares the errors that may meet it", ({ expect }) => {
  for (const { name, operation } of operations) {
    const statuses = Object.keys(operation.responses);
    const expected = ["401", "500", "503"];
    if (!name.endsWith("/usage")) expected.push("403");
    if (name.includes("{id}")) expected.push("404");
    if (name.startsWith("POST")) expected.push("400", "413", "415");
    if (name.startsWith("POST") && !name.endsWith("/stream")) expected.push("422");
    if (name === "POST /v1/transcriptions") expected.push("402", "429");
    expect(statuses, name).toEqual(expect.arrayContaining(expected));
    for (const status of ["429", "503"]) {
      const headers = operation.responses[status]?.headers;
      if (headers !== undefined) expect(Object.keys(headers), `${name} ${status}`).toContain("Retry-After");
    }
  }
});

test("every POST declares the idempotency header, and says when an answer is given again", ({ expect }) => {
  for (const { name, operation } of operations.filter((each) => each.name.startsWith("POST"))) {
    expect(
      operation.parameters.map(({ name: parameter }) => parameter),
      name,
    ).toContain("idempotency-key");
    if (name.endsWith("/stream")) continue;
    const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"))?.[1];
    expect(Object.keys(success?.headers ?? {}), name).toContain("Idempotency-Replayed");
  }
});

test("every schema and every property is described", ({ expect }) => {
  for (const [name, schema] of Object.entries(schemas)) {
    expect(schema.description, name).toMatch(/\.$/);
    for (const [property, value] of propertiesOf(name, schema)) {
      expect(value.$ref ?? value.description, property).toBeDefined();
    }
  }
});

test("the limit on texts is exported", ({ expect }) => {
  expect(schemas["CreateTTSRequest"]?.properties?.["text"]).toMatchObject({ maxLength: 5_000 });
});

describe("examples", () => {
  test("exist for every JSON body, which all have named schemas", ({ expect }) => {
    for (const [place, content] of contents) {
      if (content["application/json"] === undefined) continue;
      const name = nameOf(content) ?? "";
      expect(schemas, place).toHaveProperty([name]);
      const examples = content["application/json"].examples ?? schemas[name]?.examples ?? [];
      expect(Object.keys(examples).length, place).toBeGreaterThan(0);
    }
  });

  test("match their schemas", ({ expect }) => {
    for (const [name, { examples = [] }] of Object.entries(schemas)) {
      const checker = checkerOf(name);
      for (const example of examples) expect(checker.safeParse(example).error, name).toBeUndefined();
    }
    const error = checkerOf("Error");
    const answers = contents.flatMap(([, content]) => Object.values(content["application/json"]?.examples ?? {}));
    for (const { summary, value } of answers) expect(error.safeParse(value).success, summary).toBe(true);
  });

  test("are checked by schemas that refuse what does not match", ({ expect }) => {
    expect(checkerOf("CreateTTSRequest").safeParse({ text: "a", voice: "robot" }).success).toBe(false);
    expect(checkerOf("TranscriptionUpdateEvent").safeParse({ eta: null }).success).toBe(false);
  });
});

test("every reference leads to a schema", ({ expect }) => {
  const references = [...JSON.stringify(raw).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)];
  expect(references.length).toBeGreaterThan(0);
  for (const [, name = ""] of references) expect(schemas).toHaveProperty([name]);
});
