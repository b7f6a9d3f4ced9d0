import { Hono } from "hono";
import { cors } from "hono/cors";
import { languageDetector } from "hono/language";
import type { AppEnv } from "../../http/app-env.ts";
import { describeApi, type OpenApiDocument, type Surfaces } from "./describe-api.ts";
import { renderReference } from "./reference/render-reference.ts";
import { RU } from "./ru.ts";
import { translate } from "./translate.ts";

const HEADERS = { "cache-control": "public, max-age=300", vary: "accept-language" };
/** The page carries its style and nothing else. */
const CONTENT_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/openapi.json` and the reference page `/docs`, in English and Russian by `lang` or `Accept-Language`. No key needed. */
export function createDocs(surfaces: Surfaces): Hono<AppEnv> {
  const documentIn = documentsOf(surfaces);
  const detectLanguage = languageDetector({
    order: ["querystring", "header"],
    supportedLanguages: ["en", "ru"],
    fallbackLanguage: "en",
    caches: false,
  });
  return new Hono<AppEnv>()
    .get("/openapi.json", cors(), detectLanguage, (c) => {
      const language = c.get("language");
      const document = withServer(documentIn(language), new URL(c.req.url).origin);
      return c.json(document, 200, { ...HEADERS, "content-language": language });
    })
    .get("/docs", detectLanguage, (c) => {
      const language = c.get("language");
      const document = withServer(documentIn(language), new URL(c.req.url).origin);
      return c.html(renderReference(document, language), 200, {
        ...HEADERS,
        "content-language": language,
        "content-security-policy": CONTENT_POLICY,
        "x-content-type-options": "nosniff",
      });
    });
}

/** The documents, each made when first asked for. */
function documentsOf(surfaces: Surfaces): (language: string) => OpenApiDocument {
  let english: OpenApiDocument | undefined;
  let russian: OpenApiDocument | undefined;
  return function documentIn(language) {
    english ??= describeApi(surfaces);
    return language === "ru" ? (russian ??= translate(english, RU)) : english;
  };
}

/** Names the origin that was asked, so that generated clients need no base URL of their own. */
function withServer(document: OpenApiDocument, origin: string): OpenApiDocument {
  return { ...document, servers: document.servers?.map((server) => ({ ...server, url: origin })) ?? [] };
}
