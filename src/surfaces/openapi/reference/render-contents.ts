import { html } from "hono/html";
import type { Entry, Surface } from "./group-operations.ts";
import type { Labels } from "./labels.ts";
import type { Markup } from "./render-schema.ts";

/** Everything on the page by name, with links: surfaces and their tags, events, schemas. */
export function renderContents(
  surfaces: readonly Surface[],
  events: readonly Entry[],
  schemas: readonly string[],
  labels: Labels,
): Markup {
  return html`<nav>
    ${surfaces.map(
      ({ name, sections }) =>
        html`<h2><code>${name}</code></h2>
          ${sections.map(
            ({ anchor, tag, entries }) =>
              html`<h3><a href="#${anchor}">${tag["x-displayName"]}</a></h3>
                ${listOf(entries)}`,
          )}`,
    )}
    <h2><a href="#events">${labels.events}</a></h2>
    ${listOf(events)}
    <h2><a href="#schemas">${labels.schemas}</a></h2>
    <details>
      <summary>${schemas.length}</summary>
      <ul>
        ${schemas.map((name) => html`<li><a href="#schema-${name}">${name}</a></li>`)}
      </ul>
    </details>
  </nav>`;
}

function listOf(entries: readonly Entry[]): Markup {
  return html`<ul>
    ${entries.map(
      ({ method, path, operation }) =>
        html`<li><a href="#${operation.operationId}">${operation.summary}</a> <code>${method} ${path}</code></li>`,
    )}
  </ul>`;
}
