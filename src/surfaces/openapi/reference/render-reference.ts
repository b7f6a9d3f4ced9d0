import { html, raw } from "hono/html";
import type { OpenApiDocument } from "../describe-api.ts";
import { labelsIn } from "./labels.ts";
import { renderOperation } from "./render-operation.ts";
import { type Markup, renderSchema } from "./render-schema.ts";
import { renderText } from "./render-text.ts";
import { DocumentView } from "./views.ts";

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 64rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
section section { margin-block: 2.5rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td { padding: .35rem .5rem; border-top: 1px solid #8886; vertical-align: top; }
td:first-child { width: 26%; } td:nth-child(2) { width: 28%; }
code, pre { font: .875em ui-monospace, monospace; } pre { overflow: auto; padding: .75rem; background: #8882; }
h4 { margin-bottom: .25rem; } small { opacity: .75; }
`;

/** The whole document as one page that needs no script and no other host. */
export function renderReference(document: OpenApiDocument, language: string): Markup {
  const { info, servers, tags, paths, components } = DocumentView.parse(document);
  const labels = labelsIn(language);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  const groups = tags.map((tag) => ({
    name: tag.name,
    description: tag.description,
    operations: operations.filter(({ operation }) => operation.tags.includes(tag.name)),
  }));
  const { code, name } = labels.otherLanguage;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <p><a href="?lang=${code}" hreflang="${code}" lang="${code}">${name}</a></p>
        <h1>${info.title} ${info.version}</h1>
        <p>${renderText(info.description)}</p>
        <p>
          ${servers.map(({ url }) => html`<code>${url}</code> · `)}<a href="/openapi.json?lang=${language}"
            >${labels.document}</a
          >
        </p>
        <h2>${labels.authorization}</h2>
        <p>${renderText(components.securitySchemes.bearerAuth.description)}</p>
        <nav>
          <ul>
            ${groups.map(
              (group) =>
                html`<li>
                  ${group.name}
                  <ul>
                    ${group.operations.map(
                      ({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
                    )}
                  </ul>
                </li>`,
            )}
          </ul>
        </nav>
        ${groups.map(
          (group) =>
            html`<section>
              <h2>${group.name}</h2>
              <p>${renderText(group.description)}</p>
              ${group.operations.map(({ method, path, operation }) => renderOperation(method, path, operation, labels))}
            </section>`,
        )}
        <section>
          <h2>${labels.schemas}</h2>
          ${Object.entries(components.schemas).map(([schemaName, schema]) => renderSchema(schemaName, schema, labels))}
        </section>
      </body>
    </html>`;
}
