import { html } from "hono/html";
import type { Labels } from "./labels.ts";
import { renderText } from "./render-text.ts";
import type { SchemaView } from "./views.ts";

export type Markup = ReturnType<typeof html>;

/** One named schema: what it is, its properties, an example. */
export function renderSchema(name: string, schema: SchemaView, labels: Labels): Markup {
  return html`<section id="schema-${name}">
    <h3><code>${name}</code></h3>
    <p>${renderText(schema.description ?? "")}</p>
    ${propertiesOf(schema)}${(schema.examples ?? []).map((example) => renderExample(labels.example, example))}
  </section>`;

  function propertiesOf({ $ref, allOf = [], ...own }: SchemaView): Markup {
    const rows = rowsOf("", own);
    const isComposed = $ref !== undefined || allOf.length > 0;
    return html`${$ref === undefined ? "" : html`<p>${linkTo($ref)}</p>`}${allOf.map(propertiesOf)}
    ${rows.length > 0 || isComposed ? "" : html`<p>${renderType(own)}</p>`}${
      rows.length === 0
        ? ""
        : html`<table>
            ${rows}
          </table>`
    }`;
  }

  /** A row for each property, also for those of unnamed schemas inside, which are shown by their path. */
  function rowsOf(prefix: string, { properties = {}, required = [], items }: SchemaView): Markup[] {
    const own = Object.entries(properties).flatMap(([property, value]) => {
      const path = `${prefix}${property}`;
      const row = html`<tr>
        <td><code>${path}</code>${required.includes(property) ? html` <small>${labels.required}</small>` : ""}</td>
        <td>${renderType(value)}</td>
        <td>${renderText(value.description ?? "")}</td>
      </tr>`;
      return [row].concat(rowsOf(`${path}.`, value));
    });
    return items === undefined ? own : [...own, ...rowsOf(`${prefix.replace(/\.$/, "")}[].`, items)];
  }
}

/** The type of a value in a few words, with links to named schemas. */
export function renderType(schema: SchemaView): Markup {
  const { $ref, anyOf, allOf, items, type = "object", format } = schema;
  if ($ref !== undefined) return linkTo($ref);
  const parts = anyOf ?? allOf;
  if (parts !== undefined)
    return html`${parts.map((part, index) => html`${index === 0 ? "" : " | "}${renderType(part)}`)}`;
  if (items !== undefined) return html`${renderType(items)}[]`;
  const facts = [
    [type].flat().join(" | "),
    format,
    schema.enum?.map(String).join(" | "),
    schema.default === undefined ? undefined : `= ${JSON.stringify(schema.default)}`,
    schema.minimum === undefined ? undefined : `≥ ${schema.minimum}`,
    schema.maximum === undefined ? undefined : `≤ ${schema.maximum}`,
    schema.maxLength === undefined ? undefined : `≤ ${schema.maxLength}`,
  ];
  return html`<code>${facts.filter((fact) => fact !== undefined).join(", ")}</code>`;
}

export function renderExample(title: string, example: unknown): Markup {
  const text = typeof example === "string" ? example : JSON.stringify(example, null, 2);
  return html`<details>
    <summary>${title}</summary>
    <pre>${text}</pre>
  </details>`;
}

function linkTo(reference: string): Markup {
  const name = reference.slice(reference.lastIndexOf("/") + 1);
  return html`<a href="#schema-${name}"><code>${name}</code></a>`;
}
