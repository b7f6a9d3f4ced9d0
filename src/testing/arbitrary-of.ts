import * as fc from "fast-check";
import { z } from "zod";

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** The part of JSON Schema that the documents of the surfaces use. */
interface View {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly z.infer<typeof Scalar>[] | undefined;
  readonly anyOf?: readonly View[] | undefined;
  readonly allOf?: readonly View[] | undefined;
  readonly properties?: Readonly<Record<string, View>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: View | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly examples?: readonly unknown[] | undefined;
}

export const SchemaView: z.ZodType<View> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(Scalar).optional(),
    anyOf: z.array(SchemaView).optional(),
    allOf: z.array(SchemaView).optional(),
    properties: z.record(z.string(), SchemaView).optional(),
    required: z.array(z.string()).optional(),
    items: SchemaView.optional(),
    format: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxLength: z.number().optional(),
    examples: z.array(z.unknown()).optional(),
  }),
);
export type SchemaView = View;

/** Texts that upset parsers, stores and indexes. */
const NASTY = ["", " ", "\0", "\ud800", "🙂", '"', "'; DROP TABLE jobs; --", "../..", "%00", "null", "1e999", "\u202e"];

/** Lone surrogates too. */
export const ANY_CODE_POINT = fc.nat({ max: 0x10ffff }).map((point) => String.fromCodePoint(point));
const DATES = { min: new Date("1969-12-31"), max: new Date("2100-01-01"), noInvalidDate: true };

/** Values that mostly follow a schema and sometimes, anywhere inside, do not. `schemas` are those that it refers to. */
export function arbitraryOf(schema: SchemaView, schemas: Readonly<Record<string, SchemaView>>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 9, arbitrary: validOf(schema, schemas) },
    { weight: 1, arbitrary: fc.oneof(fc.constantFrom<unknown>(...NASTY, null, -1, 1e300, [], {}), fc.jsonValue()) },
  );
}

function validOf(schema: SchemaView, schemas: Readonly<Record<string, SchemaView>>): fc.Arbitrary<unknown> {
  const { $ref, anyOf, allOf, examples = [] } = schema;
  if ($ref !== undefined) return arbitraryOf(schemas[$ref.split("/").at(-1) ?? ""] ?? {}, schemas);
  if (allOf !== undefined) return arbitraryOf(allOf[0] ?? {}, schemas);
  if (anyOf !== undefined) return fc.oneof(...anyOf.map((option) => arbitraryOf(option, schemas)));
  if (schema.enum !== undefined) return fc.constantFrom<unknown>(...schema.enum);
  const types = [schema.type ?? "null"].flat();
  const made = fc.oneof(...types.map((type) => ofType(type, schema, schemas)));
  return examples.length === 0 ? made : fc.oneof(made, fc.constantFrom(...examples));
}

function ofType(
  type: string,
  schema: SchemaView,
  schemas: Readonly<Record<string, SchemaView>>,
): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], items = {}, format, minimum, maximum, maxLength } = schema;
  if (type === "object") {
    const fields = Object.entries(properties).map(([name, field]) => [name, arbitraryOf(field, schemas)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] });
  }
  if (type === "array") return fc.array(arbitraryOf(items, schemas), { maxLength: 3 });
  if (type === "integer") return fc.integer({ min: minimum ?? -10, max: Math.min(maximum ?? 1000, 2 ** 31 - 1) });
  if (type === "number") return fc.double({ min: minimum ?? -10, max: maximum ?? 1000, noNaN: true });
  if (type === "boolean") return fc.boolean();
  if (type === "null") return fc.constant(null);
  if (format === "uuid") return fc.uuid();
  if (format === "date") return fc.date(DATES).map((date) => date.toISOString().slice(0, 10));
  return fc.oneof(
    fc.constantFrom(...NASTY),
    fc.string({ unit: ANY_CODE_POINT, maxLength: Math.min(maxLength ?? 40, 40) }),
  );
}
