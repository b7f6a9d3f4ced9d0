import { html } from "hono/html";

/** A text in which backticks enclose code. */
export function renderText(text: string) {
  return html`${text.split("`").map((part, index) => (index % 2 === 0 ? part : html`<code>${part}</code>`))}`;
}
