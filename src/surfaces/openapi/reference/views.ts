import { z } from "zod";

/** The parts of an OpenAPI document that the reference page shows. */

export const SchemaView = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  examples: z.array(z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  get items() {
    return SchemaView.optional();
  },
  get properties() {
    return z.record(z.string(), SchemaView).optional();
  },
  get allOf() {
    return z.array(SchemaView).optional();
  },
  get anyOf() {
    return z.array(SchemaView).optional();
  },
});
export type SchemaView = z.infer<typeof SchemaView>;

const Content = z.record(
  z.string(),
  z.object({
    schema: SchemaView,
    examples: z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() })).optional(),
  }),
);
export type Content = z.infer<typeof Content>;

const Security = z.array(z.record(z.string(), z.array(z.string())));

export const OperationView = z.object({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().optional(),
  security: Security,
  parameters: z
    .array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema: SchemaView }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      headers: z.record(z.string(), z.object({ description: z.string() })).default({}),
      content: Content.default({}),
    }),
  ),
});
export type OperationView = z.infer<typeof OperationView>;

const Operations = z.record(z.string(), z.record(z.string(), OperationView));

const Tag = z.object({ name: z.string(), "x-displayName": z.string(), description: z.string() });
export type TagView = z.infer<typeof Tag>;

const SecurityScheme = z.object({
  type: z.string(),
  name: z.string().optional(),
  description: z.string(),
});
export type SecuritySchemeView = z.infer<typeof SecurityScheme>;

export const DocumentView = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string() })),
  security: Security,
  tags: z.array(Tag),
  "x-tagGroups": z.array(z.object({ name: z.string(), tags: z.array(z.string()) })),
  paths: Operations,
  webhooks: Operations,
  components: z.object({
    schemas: z.record(z.string(), SchemaView),
    securitySchemes: z.record(z.string(), SecurityScheme),
  }),
});
export type DocumentView = z.infer<typeof DocumentView>;
