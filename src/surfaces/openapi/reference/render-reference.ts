import { html, raw } from "hono/html";
import type { OpenApiDocument } from "../describe-api.ts";
import { entriesOf, groupOperations } from "./group-operations.ts";
import { labelsIn } from "./labels.ts";
import { renderContents } from "./render-contents.ts";
import { renderOperation } from "./render-operation.ts";
import { type Markup, renderSchema } from "./render-schema.ts";
import { renderSchemes } from "./render-security.ts";
import { renderText } from "./render-text.ts";
import { STYLE } from "./style.ts";
import { DocumentView } from "./views.ts";

/** The whole document as one page that needs no script and no other host. */
export function renderReference(document: OpenApiDocument, language: string): Markup {
  const view = DocumentView.parse(document);
  const { info, servers, components } = view;
  const labels = labelsIn(language);
  const surfaces = groupOperations(view);
  const events = entriesOf(view.webhooks);
  const schemas = Object.entries(components.schemas).toSorted(([one], [other]) => one.localeCompare(other, "en"));
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
        ${renderSchemes(components.securitySchemes)}
        <div class="page">
          ${renderContents(
            surfaces,
            events,
            schemas.map(([schemaName]) => schemaName),
            labels,
          )}
          <main>
            ${surfaces.flatMap((surface) =>
              surface.sections.map(
                ({ anchor, tag, entries }) =>
                  html`<section id="${anchor}">
                    <h2>${tag["x-displayName"]} <small>${surface.name}</small></h2>
                    <p>${renderText(tag.description)}</p>
                    ${entries.map((entry) => renderOperation(entry, components.securitySchemes, labels))}
                  </section>`,
              ),
            )}
            <section id="events">
              <h2>${labels.events}</h2>
              ${events.map((entry) => renderOperation(entry, components.securitySchemes, labels))}
            </section>
            <section id="schemas">
              <h2>${labels.schemas}</h2>
              ${schemas.map(([schemaName, schema]) => renderSchema(schemaName, schema, labels))}
            </section>
          </main>
        </div>
      </body>
    </html>`;
}
