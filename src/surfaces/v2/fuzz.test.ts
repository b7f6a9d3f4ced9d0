import * as fc from "fast-check";
import { test } from "vitest";
import { z } from "zod";
import { mintTenant, send, type Tenant } from "../../testing/factories.ts";
import { mintRecognition } from "../../testing/recognition.ts";
import { arbitraryOf, SchemaView } from "../../testing/arbitrary-of.ts";
import { createV2 } from "./app.ts";

const Content = z.record(z.string(), z.object({ schema: z.unknown() }));
const Operation = z.object({
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean().optional(), schema: SchemaView }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(z.string(), z.object({ content: Content.optional() })),
});
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), SchemaView) }),
});

const raw = createV2().getOpenAPI31Document({ openapi: "3.1.0", info: { title: "v2", version: "2" } });
const { paths, components } = Document.parse(raw);
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);

/** The schema that an operation declares for each status, as zod checks it; null where there is no body. */
function checkersOf({ responses }: z.infer<typeof Operation>): Map<number, z.ZodType> {
  return new Map(
    Object.entries(responses).map(([status, { content }]) => {
      const schema = content?.["application/json"]?.schema;
      return [Number(status), schema === undefined ? z.null() : checkerOf(schema)];
    }),
  );
}

function checkerOf(schema: unknown): z.ZodType {
  const bundle = { $defs: raw.components?.schemas, ...z.looseObject({}).parse(schema) };
  const text = JSON.stringify(bundle).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(text)));
}

type Target = (typeof operations)[0];

/** Requests to an operation that mostly follow its declaration; ids are often those of a job. */
function requestsTo({ path, operation }: Target, knownIds: readonly string[]) {
  const values = (place: string) =>
    fc.record(
      Object.fromEntries(
        operation.parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => {
            const value = arbitraryOf(schema, components.schemas);
            return [name, place === "path" ? fc.oneof(fc.constantFrom(...knownIds), value) : value];
          }),
      ),
      place === "path" ? {} : { requiredKeys: [] },
    );
  const body = operation.requestBody?.content["application/json"]?.schema;
  return fc.record({
    params: values("path"),
    query: values("query"),
    json: body === undefined ? fc.constant(undefined) : arbitraryOf(SchemaView.parse(body), components.schemas),
    path: fc.constant(path),
  });
}

function urlOf({ path, params, query }: { path: string; params: object; query: object }): string {
  const filled = Object.entries(params).reduce(
    (made, [name, value]) => made.replace(`{${name}}`, encodeURIComponent(textOf(value) || "-")),
    path,
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([name, value]): [string, string] => [name, textOf(value)]),
  );
  return `/v2/speech${filled}?${String(search)}`;
}

function textOf(value: unknown): string {
  return (typeof value === "string" ? value : JSON.stringify(value)).toWellFormed();
}

async function mintCaller(): Promise<{ tenant: Tenant; ids: string[] }> {
  const tenant = await mintTenant({ creditSeconds: 100_000 });
  return { tenant, ids: [await mintRecognition(tenant), await mintRecognition(tenant)] };
}

test.for(operations)("$method $path answers anything in a declared way", async (target, { expect }) => {
  const { tenant, ids } = await mintCaller();
  const checkers = checkersOf(target.operation);
  await fc.assert(
    fc.asyncProperty(requestsTo(target, ids), async ({ json, ...parts }) => {
      const url = urlOf(parts);
      const response = await send(url, {
        method: target.method,
        apiKey: tenant.apiKey,
        bindings: { SYNC_WAIT_MS: "1" },
        ...(json === undefined ? {} : { json }),
      });
      const body = await response.text();
      expect(response.status, body).toBeLessThan(500);
      const declared = checkers.get(response.status);
      expect(declared, `${response.status} ${body}`).toBeDefined();
      const told: unknown = body === "" ? null : JSON.parse(body);
      expect(declared?.safeParse(told).error, body).toBeUndefined();
    }),
    { numRuns: 25 },
  );
});
