import { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { EVENT_SCHEMAS } from "../v1/stream-wire.ts";
import { EVENT_OPERATIONS } from "../v2/webhooks/event-operations.ts";
import { TAG_GROUPS, TAGS } from "./tags.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const INFO = {
  title: "voxedge API",
  version: "1.0.0",
  description:
    "Speech to text and text to speech. `/v1` transcribes uploaded recordings, which can be watched live, and speaks " +
    "texts; `/v2/speech` does both for clients of its own form, and tells webhooks what became of any job. Both work for " +
    "the same accounts with the same keys. Everything is JSON over HTTPS, apart from event streams and audio. Times are " +
    "ISO 8601 in UTC, lengths are seconds.",
};

const SECURITY_SCHEMES = {
  bearerAuth: {
    type: "http",
    scheme: "bearer",
    description: "An API key (`nag_` and 32 hex digits), or a JWT of the configured issuer.",
  },
  apiKeyAuth: { type: "apiKey", in: "header", name: "x-api-key", description: "An API key, the same as for `/v1`." },
} as const;

const BEARER = [{ bearerAuth: [] }];
const API_KEY = [{ apiKeyAuth: [] }];

/** The surfaces whose routes describe themselves. */
export interface Surfaces {
  readonly v1: OpenAPIHono<AppEnv>;
  readonly v2: OpenAPIHono<AppEnv>;
}

/** The OpenAPI 3.1 document of both surfaces, in English. */
export function describeApi({ v1, v2 }: Surfaces): OpenApiDocument {
  const app = new OpenAPIHono<AppEnv>().route("/v1", v1).route("/v2/speech", v2);
  const registry = app.openAPIRegistry;
  for (const definition of registry.definitions) {
    if (definition.type === "route") definition.route.security ??= securityOf(definition.route.path);
  }
  for (const [name, scheme] of Object.entries(SECURITY_SCHEMES)) {
    registry.registerComponent("securitySchemes", name, scheme);
  }
  for (const [name, schema] of Object.entries(EVENT_SCHEMAS)) registry.register(name, schema);
  for (const operation of EVENT_OPERATIONS) registry.registerWebhook(operation);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: INFO,
    tags: TAGS,
    "x-tagGroups": TAG_GROUPS,
    servers: [{ url: "/", description: "This deployment." }],
    security: BEARER,
  });
}

/** What admits to a route that does not say it itself: of several, any one. */
function securityOf(path: string): Record<string, string[]>[] {
  if (!path.startsWith("/v2/")) return BEARER;
  return path.startsWith("/v2/speech/webhooks/") ? [...API_KEY, ...BEARER] : API_KEY;
}
