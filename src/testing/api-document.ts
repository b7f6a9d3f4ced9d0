import { z } from "zod";
import { describeApi } from "../surfaces/openapi/describe-api.ts";
import { createV1 } from "../surfaces/v1/app.ts";
import { createV2 } from "../surfaces/v2/app.ts";

/** The surfaces that the document is made of. */
export const SURFACES = { v1: createV1(), v2: createV2() };

/** The OpenAPI document in English. */
export const DOCUMENT = describeApi(SURFACES);

/** A schema of the document, which may refer to those that it names, as zod checks it. */
export function checkerOf(schema: unknown): z.ZodType {
  const bundle = { $defs: DOCUMENT.components?.schemas, ...z.looseObject({}).parse(schema) };
  const text = JSON.stringify(bundle).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(text)));
}
