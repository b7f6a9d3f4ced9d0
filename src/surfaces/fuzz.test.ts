import * as fc from "fast-check";
import { test } from "vitest";
import { z } from "zod";
import { checkerOf, DOCUMENT } from "../testing/api-document.ts";
import { arbitraryOf, SchemaView } from "../testing/arbitrary-of.ts";
import { mintTenant, mintUpload, send, type TestRequest } from "../testing/factories.ts";
import { mintKnownIds } from "../testing/known-ids.ts";
import { receiver } from "../testing/webhooks.ts";

const Content = z.record(z.string(), z.object({ schema: SchemaView }));
const Operation = z.object({
  operationId: z.string(),
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: SchemaView }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.default({}) })),
});
type Operation = z.infer<typeof Operation>;
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), SchemaView) }),
});

const { paths, components } = Document.parse(DOCUMENT);
const operations = Object.entries(paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  // Its answer begins when a node has spoken, and waits for one.
  .filter(({ operation }) => operation.operationId !== "streamSpeech");
type Target = (typeof operations)[0];

const checkers = new Map(
  Object.keys(components.schemas).map((name) => {
    const $ref = `#/components/schemas/${name}`;
    return [$ref, checkerOf({ $ref })] as const;
  }),
);

/** The named schema that an operation declares for a status and a type of content, as zod checks it. */
function declaredBy({ responses }: Operation, status: number, type: string): z.ZodType | undefined {
  const content = responses[status]?.content[type];
  return content && (checkers.get(content.schema.$ref ?? "") ?? z.unknown());
}

/** A few keys, so that some requests repeat others, and texts that fit into a header. */
const HEADER_VALUES = fc.oneof(
  fc.constantFrom("key-1", "key-2", "", "0", "99999999999999999999"),
  fc.string({ unit: "grapheme-ascii", maxLength: 300 }).filter((text) => /^[\x20-\x7e]*$/.test(text)),
);

const BROKEN_BODIES = ["{", "", "null", "[]", '"text"', '{"a":1e999}', '{"__proto__":{"a":1}}'];

interface Known {
  /** For the path. */
  readonly ids: readonly string[];
  /** For members of the body that have such a name. */
  readonly members: Readonly<Record<string, string>>;
}

/** Requests to an operation that mostly follow its declaration; what they name often exists. */
function requestsTo({ path, operation }: Target, { ids, members }: Known) {
  const valuesIn = (place: string, arbitraryFor: (schema: SchemaView) => fc.Arbitrary<unknown>) =>
    Object.fromEntries(
      operation.parameters
        .filter((parameter) => parameter.in === place)
        .map(({ name, schema }) => [name, arbitraryFor(schema)]),
    );
  const valueOf = (schema: SchemaView) => arbitraryOf(schema, components.schemas);
  return fc.record({
    path: fc.constant(path),
    params: fc.record(valuesIn("path", (schema) => fc.oneof(fc.constantFrom(...ids), valueOf(schema)))),
    query: fc.record(valuesIn("query", valueOf), { requiredKeys: [] }),
    headers: headersOf(operation),
    content: bodiesOf(operation, members),
  });
}

function headersOf({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const names = parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name);
  return fc.subarray(names).chain((sent) => fc.record(Object.fromEntries(sent.map((name) => [name, HEADER_VALUES]))));
}

function bodiesOf({ requestBody }: Operation, members: Known["members"]): fc.Arbitrary<TestRequest> {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return fc.constant({});
  const json = arbitraryOf(schema, components.schemas);
  return fc.oneof(
    { weight: 6, arbitrary: json.map((value) => ({ json: value })) },
    { weight: 3, arbitrary: json.map((value) => ({ json: withKnown(value, members) })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...BROKEN_BODIES)
        .map((body) => ({ body, headers: { "content-type": "application/json" } })),
    },
  );
}

/** The same about what is there. */
function withKnown(value: unknown, members: Known["members"]): unknown {
  if (typeof value !== "object" || value === null) return value;
  return { ...value, ...Object.fromEntries(Object.entries(members).filter(([name]) => name in value)) };
}

function urlOf({ path, params, query }: { path: string; params: object; query: object }): string {
  const filled = Object.entries(params).reduce(
    (made, [name, value]) => made.replace(`{${name}}`, encodeURIComponent(textOf(value) || "-")),
    path,
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  return `${filled}?${String(search)}`;
}

function textOf(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).toWellFormed();
}

test.for(operations)("$method $path answers anything in a declared way", async (target, { expect }) => {
  const { operation, path, method } = target;
  const tenant = await mintTenant({ creditSeconds: 100_000 });
  const members = { object_key: await mintUpload(tenant), url: receiver() };
  const known = { ids: await mintKnownIds(tenant, path), members };
  const credentials = path.startsWith("/v1/") ? { key: tenant.apiKey } : { apiKey: tenant.apiKey };
  await fc.assert(
    fc.asyncProperty(requestsTo(target, known), async ({ content, headers, ...parts }) => {
      const response = await send(urlOf(parts), {
        ...credentials,
        ...content,
        method,
        headers: { ...headers, ...content.headers },
        bindings: { SYNC_WAIT_MS: "1" },
      });
      const [type = ""] = response.headers.get("content-type")?.split(";") ?? [];
      if (type === "text/event-stream") {
        await response.body?.cancel();
        expect(declaredBy(operation, response.status, type)).toBeDefined();
        return;
      }
      const body = await response.text();
      expect(response.status, body).toBeLessThan(500);
      expect(operation.responses, body).toHaveProperty(String(response.status));
      if (type === "") expect(body).toBe("");
      else expect(declaredBy(operation, response.status, type)?.safeParse(JSON.parse(body)).success, body).toBe(true);
    }),
    { numRuns: 40 },
  );
});
