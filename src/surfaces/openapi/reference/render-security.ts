import { html } from "hono/html";
import type { Markup } from "./render-schema.ts";
import { renderText } from "./render-text.ts";
import type { OperationView, SecuritySchemeView } from "./views.ts";

type Schemes = Readonly<Record<string, SecuritySchemeView>>;

/** Every way to show who asks. */
export function renderSchemes(schemes: Schemes): Markup {
  return html`<dl>
    ${Object.entries(schemes).map(
      ([name, scheme]) =>
        html`<dt id="security-${name}"><code>${headerOf(scheme)}</code></dt>
          <dd>${renderText(scheme.description)}</dd>`,
    )}
  </dl>`;
}

/** The ways that an operation takes, of which one is enough; nothing where none is needed. */
export function renderSecurity(security: OperationView["security"], schemes: Schemes): Markup {
  const names = security.flatMap((way) => Object.keys(way));
  return html`${names.map((name, index) => {
    const scheme = schemes[name];
    const link = html`<a href="#security-${name}"><code>${scheme === undefined ? name : headerOf(scheme)}</code></a>`;
    return html`${index === 0 ? "" : " | "}${link}`;
  })}`;
}

function headerOf({ type, name = "" }: SecuritySchemeView): string {
  return type === "apiKey" ? `${name}: …` : "Authorization: Bearer …";
}
