import { html } from "hono/html";
import type { Entry } from "./group-operations.ts";
import type { Labels } from "./labels.ts";
import { type Markup, renderExample, renderType } from "./render-schema.ts";
import { renderSecurity } from "./render-security.ts";
import { renderText } from "./render-text.ts";
import type { Content, SecuritySchemeView } from "./views.ts";

/** One operation: what it takes and every answer that it gives. */
export function renderOperation(
  { method, path, operation }: Entry,
  schemes: Readonly<Record<string, SecuritySchemeView>>,
  labels: Labels,
): Markup {
  const { operationId, summary, description, security, parameters, requestBody, responses } = operation;
  const parameterRows = parameters.map(
    ({ name, in: place, required, schema }) =>
      html`<tr>
        <td><code>${name}</code> <small>${place}${required ? `, ${labels.required}` : ""}</small></td>
        <td>${renderType(schema)}</td>
        <td>${renderText(schema.description ?? "")}</td>
      </tr>`,
  );
  const answerRows = Object.entries(responses).map(
    ([status, { description: meaning, headers, content }]) =>
      html`<tr>
        <td><code>${status}</code></td>
        <td>${renderContent(content)}</td>
        <td>
          ${renderText(meaning)}
          ${Object.entries(headers).map(
            ([name, header]) => html`<br /><small><code>${name}</code>: ${renderText(header.description)}</small>`,
          )}
          ${Object.values(content).flatMap(({ examples = {} }) =>
            Object.values(examples).map((example) => renderExample(example.summary, example.value)),
          )}
        </td>
      </tr>`,
  );
  return html`<section id="${operationId}">
    <h3>${summary}</h3>
    <p><code>${method} ${path}</code></p>
    ${description === undefined ? "" : html`<p>${renderText(description)}</p>`}
    ${security.length === 0 ? "" : html`<p>${labels.authorization}: ${renderSecurity(security, schemes)}</p>`}
    ${parameterRows.length === 0 ? "" : table(labels.parameters, parameterRows)}
    ${
      requestBody === undefined
        ? ""
        : html`<h4>${labels.body}</h4>
            <p>${renderContent(requestBody.content)}</p>`
    }
    ${table(labels.answers, answerRows)}
  </section>`;
}

function table(title: string, rows: Markup[]): Markup {
  return html`<h4>${title}</h4>
    <table>
      ${rows}
    </table>`;
}

function renderContent(content: Content): Markup {
  return html`${Object.entries(content).map(([type, { schema }]) => html`<code>${type}</code><br />${renderType(schema)}`)}`;
}
