import { z } from "zod";
import { describeApi } from "../surfaces/openapi/describe-api.ts";
import { entriesOf, type Entry } from "../surfaces/openapi/reference/group-operations.ts";
import { type Content, DocumentView } from "../surfaces/openapi/reference/views.ts";
import { createV1 } from "../surfaces/v1/app.ts";
import { createV2 } from "../surfaces/v2/app.ts";

/** The surfaces that the document is made of. */
export const SURFACES = { v1: createV1(), v2: createV2() };

/** The OpenAPI document in English. */
export const DOCUMENT = describeApi(SURFACES);

/** The document as the reference page reads it. */
export const VIEW = DocumentView.parse(DOCUMENT);

export const ROUTES = entriesOf(VIEW.paths).map(named);
export const EVENTS = entriesOf(VIEW.webhooks).map(named);

/** Every content of a request or an answer, with its place to report. */
export const CONTENTS = [...ROUTES, ...EVENTS].flatMap(contentsOf);

function contentsOf({ name, operation }: ReturnType<typeof named>): [place: string, content: Content][] {
  const { requestBody, responses } = operation;
  const asked = requestBody === undefined ? [] : [requestBody.content];
  return [
    ...asked.map((content): [string, Content] => [`${name} body`, content]),
    ...Object.entries(responses).map(([status, { content }]): [string, Content] => [`${name} ${status}`, content]),
  ];
}

function named({ method, path, operation }: Entry) {
  return { method, path, operation, name: `${method} ${path}` };
}

/** The name of the schema of a JSON content. */
export function schemaNameOf(content: Content): string | undefined {
  return content["application/json"]?.schema.$ref?.replace("#/components/schemas/", "");
}

/** A schema of the document, which may refer to those that it names, as zod checks it. */
export function checkerOf(schema: unknown): z.ZodType {
  const bundle = { $defs: DOCUMENT.components?.schemas, ...z.looseObject({}).parse(schema) };
  const text = JSON.stringify(bundle).replaceAll("#/components/schemas/", "#/$defs/");
  return z.fromJSONSchema(z.record(z.string(), z.json()).parse(JSON.parse(text)));
}
