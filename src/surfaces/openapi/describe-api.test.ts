import { test } from "vitest";
import { EventType } from "../../contract/webhooks.ts";
import { DOCUMENT, EVENTS, ROUTES, schemaNameOf, SURFACES, VIEW } from "../../testing/api-document.ts";
import { createV1 } from "../v1/app.ts";
import { createV2 } from "../v2/app.ts";
import type { SchemaView } from "./reference/views.ts";

const schemas = VIEW.components.schemas;
const OPERATIONS = [...ROUTES, ...EVENTS];

/** Every property of a schema and of what it is composed of, by a name to report. */
function propertiesOf(name: string, { properties = {}, allOf = [], items }: SchemaView): [string, SchemaView][] {
  const own = Object.entries(properties).map(([key, value]): [string, SchemaView] => [`${name}.${key}`, value]);
  const inner = [...allOf, ...(items === undefined ? [] : [items])].flatMap((part) => propertiesOf(name, part));
  return [...own, ...own.flatMap(([key, value]) => propertiesOf(key, value)), ...inner];
}

test("the document is OpenAPI 3.1 of version 1.0.0", ({ expect }) => {
  expect(DOCUMENT).toMatchObject({ openapi: "3.1.0", info: { version: "1.0.0" } });
});

test("v1 takes a bearer, v2 the header of its clients, and webhooks take either", ({ expect }) => {
  const { bearerAuth, apiKeyAuth } = DOCUMENT.components?.securitySchemes ?? {};
  expect(bearerAuth).toMatchObject({ type: "http", scheme: "bearer" });
  expect(apiKeyAuth).toMatchObject({ type: "apiKey", in: "header", name: "x-api-key" });
  expect(VIEW.security).toEqual([{ bearerAuth: [] }]);
  const waysOf = (start: string) =>
    new Set(
      ROUTES.filter(({ path }) => path.startsWith(start)).map(({ operation }) => JSON.stringify(operation.security)),
    );
  expect([...waysOf("/v1/")]).toEqual(['[{"bearerAuth":[]}]']);
  expect([...waysOf("/v2/speech/tts")]).toEqual(['[{"apiKeyAuth":[]}]']);
  expect([...waysOf("/v2/speech/stt")].toSorted()).toEqual(['[{"apiKeyAuth":[]},{}]', '[{"apiKeyAuth":[]}]']);
  expect([...waysOf("/v2/speech/webhooks/")]).toEqual(['[{"apiKeyAuth":[]},{"bearerAuth":[]}]']);
});

test("every route that is served is in the document, and nothing else is", ({ expect }) => {
  const servedBy = (surface: typeof SURFACES.v1 | typeof SURFACES.v2, prefix: string) =>
    surface.routes
      .filter(({ method }) => method !== "ALL")
      .map(({ method, path }) => `${method} ${prefix}${path.replaceAll(/:(\w+)/g, "{$1}")}`);
  const served = new Set([...servedBy(SURFACES.v1, "/v1"), ...servedBy(SURFACES.v2, "/v2/speech")]);
  expect(ROUTES.map(({ name }) => name).toSorted()).toEqual([...served].toSorted());
});

test("the surfaces have no name of a schema in common", ({ expect }) => {
  const config = { openapi: "3.1.0", info: { title: "", version: "" } };
  const [inV1, inV2] = [createV1(), createV2()].map((surface) =>
    Object.keys(surface.getOpenAPI31Document(config).components?.schemas ?? {}),
  );
  expect(inV1).toEqual(
    expect.arrayContaining(["Transcription", "CreateTranscriptionResponse", "Error", "TTSVoice", "TTSJob"]),
  );
  expect(inV1?.filter((name) => inV2?.includes(name))).toEqual([]);
});

test("every tag belongs to one surface, whose paths begin with its name", ({ expect }) => {
  expect(VIEW["x-tagGroups"].flatMap(({ tags }) => tags)).toEqual(VIEW.tags.map(({ name }) => name));
  for (const { name, tags } of VIEW["x-tagGroups"]) {
    const tagged = ROUTES.filter(({ operation }) => operation.tags.some((tag) => tags.includes(tag)));
    expect(tagged.length).toBeGreaterThan(0);
    for (const { path } of tagged) expect(path.startsWith(`${name}/`), path).toBe(true);
  }
});

test("every type of event is told of, with its type, id and signatures in headers", ({ expect }) => {
  expect(EVENTS.map(({ path }) => path)).toEqual(EventType.options);
  for (const { path, operation } of EVENTS) {
    const headers = new Map(operation.parameters.map((header) => [header.name, header]));
    expect([...headers.keys()].map((name) => name.toLowerCase())).toEqual([
      "x-prosa-event",
      "x-prosa-event-uuid",
      "x-prosa-signature",
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
    ]);
    for (const header of headers.values()) expect(header).toMatchObject({ in: "header", required: true });
    expect(headers.get("X-Prosa-Event")?.schema.enum).toEqual([path]);
    expect(operation.security).toEqual([]);
  }
});

test("every operation has a camel-case id of its own, a known tag and a description", ({ expect }) => {
  const ids = OPERATIONS.map(({ operation }) => operation.operationId);
  expect(new Set(ids).size).toBe(ids.length);
  const tags = VIEW.tags.map(({ name }) => name);
  for (const { name, operation } of OPERATIONS) {
    expect(operation.operationId, name).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    expect(tags, name).toEqual(expect.arrayContaining(operation.tags));
    expect(operation.description, name).toMatch(/\.$/);
    for (const { name: parameter, schema } of operation.parameters) {
      expect(schema.description, `${name} ${parameter}`).toMatch(/\.$/);
    }
  }
});

test("every operation declares the errors that may meet it", ({ expect }) => {
  for (const { name, path, method, operation } of ROUTES) {
    // Its errors are messages and close codes.
    if (operation.operationId === "streamRecognition") continue;
    const statuses = Object.keys(operation.responses);
    const isV1 = path.startsWith("/v1/");
    const expected = ["401", "500", "503"];
    if (!name.endsWith("/usage")) expected.push("403");
    if (path.includes("{")) expected.push("404");
    if (method === "POST" || method === "PUT") expected.push("413", "415");
    if (isV1 && method === "POST") expected.push("400");
    if (isV1 && method === "POST" && !name.endsWith("/stream")) expected.push("422");
    if (!isV1 && !name.endsWith("/models") && !name.endsWith("GET /v2/speech/webhooks/endpoints")) expected.push("422");
    if (name === "POST /v1/transcriptions") expected.push("402", "429");
    expect(statuses, name).toEqual(expect.arrayContaining(expected));
    for (const [status, { headers, content }] of Object.entries(operation.responses)) {
      if (Number(status) < 400) continue;
      expect(schemaNameOf(content), `${name} ${status}`).toBe(isV1 ? "Error" : "SpeechError");
      expect(Object.keys(headers), `${name} ${status}`).toContain("X-Request-Id");
      if (status === "429" || status === "503") {
        expect(Object.keys(headers), `${name} ${status}`).toContain("Retry-After");
      }
    }
  }
});

test("every POST that may be repeated declares the idempotency header, and says when an answer is given again", ({
  expect,
}) => {
  const posts = ROUTES.filter(({ method }) => method === "POST");
  for (const { name, path, operation } of posts) {
    const headers = operation.parameters.map((parameter) => parameter.name);
    if (path.startsWith("/v2/") && !path.startsWith("/v2/speech/webhooks/")) {
      expect(headers, name).not.toContain("idempotency-key");
      continue;
    }
    expect(headers, name).toContain("idempotency-key");
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

test("every reference leads to a schema", ({ expect }) => {
  const references = [...JSON.stringify(DOCUMENT).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(0);
  for (const [, name = ""] of references) expect(schemas).toHaveProperty([name]);
});
