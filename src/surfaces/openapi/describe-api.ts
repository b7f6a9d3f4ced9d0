import { OpenAPIHono } from "@hono/zod-openapi";
import type { AppEnv } from "../../http/app-env.ts";
import { EVENT_SCHEMAS } from "../v1/stream-wire.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

const INFO = {
  title: "voxedge API",
  version: "1.0.0",
  description:
    "Transcription of recordings that can be watched live, and text to speech. Everything is JSON over HTTPS, apart " +
    "from event streams and audio. Times are ISO 8601 in UTC, lengths are seconds.",
};

const TAGS = [
  { name: "Transcription", description: "Recordings become text, watched live or fetched when done." },
  { name: "TTS", description: "Texts become speech, as an MP3 file or a stream." },
  { name: "Upload", description: "Recordings go straight into storage, through presigned URLs." },
  { name: "API keys", description: "Keys of the account, with scopes and expiry." },
  { name: "Usage", description: "What the account has used." },
];

const BEARER = {
  type: "http",
  scheme: "bearer",
  description: "An API key (`nag_` and 32 hex digits), or a JWT of the configured issuer.",
} as const;

/** The OpenAPI 3.1 document of the v1 surface, in English, as its routes describe themselves. */
export function describeApi(v1: OpenAPIHono<AppEnv>): OpenApiDocument {
  const app = new OpenAPIHono<AppEnv>().route("/v1", v1);
  app.openAPIRegistry.registerComponent("securitySchemes", "bearerAuth", BEARER);
  for (const [name, schema] of Object.entries(EVENT_SCHEMAS)) app.openAPIRegistry.register(name, schema);
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: INFO,
    tags: TAGS,
    servers: [{ url: "/", description: "This deployment." }],
    security: [{ bearerAuth: [] }],
  });
}
