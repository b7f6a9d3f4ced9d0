import { test } from "vitest";
import { send } from "../../testing/factories.ts";
import { entriesOf } from "./reference/group-operations.ts";
import { DocumentView } from "./reference/views.ts";

test.for<[string, Record<string, string>, string]>([
  ["", {}, "en"],
  ["?lang=ru", {}, "ru"],
  ["?lang=en", { "accept-language": "ru" }, "en"],
  ["?lang=de", { "accept-language": "de;q=0.9, ru-RU;q=0.8, en;q=0.7" }, "ru"],
  ["", { "accept-language": "ru;q=0, en" }, "en"],
  ["", { "accept-language": "*" }, "en"],
])("the query '%s' with %j is answered in %s, without a key", async ([query, headers, language], { expect }) => {
  for (const path of ["/openapi.json", "/docs"]) {
    const response = await send(path + query, { headers });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-language")).toBe(language);
    expect(response.headers.get("vary")).toContain("accept-language");
    expect(/[а-яё]{4}/i.test((await response.text()).replace("Русский", ""))).toBe(language === "ru");
  }
});

test("the document names the server that was asked, and any web page may read it", async ({ expect }) => {
  const response = await send("/openapi.json", { headers: { origin: "https://page.example" } });
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(DocumentView.parse(await response.json()).servers).toMatchObject([{ url: "http://localhost" }]);
});

test("unnamed schemas inside others are shown by their path", async ({ expect }) => {
  const page = await (await send("/docs")).text();
  const [, section = ""] = page.split('<section id="schema-AsrResponse">');
  expect(section.split("</section>")[0]).toContain("<code>result.data[].transcript</code>");
});

test("the reference page leads to every tag, operation, event and schema, and needs no script", async ({ expect }) => {
  const { paths, webhooks, tags, components } = DocumentView.parse(await (await send("/openapi.json")).json());
  const response = await send("/docs");
  const page = await response.text();
  for (const { method, path, operation } of [...entriesOf(paths), ...entriesOf(webhooks)]) {
    const { operationId, summary } = operation;
    expect(page).toContain(`<section id="${operationId}">`);
    expect(page).toContain(`<a href="#${operationId}">${summary}</a> <code>${method} ${path}</code>`);
  }
  for (const { "x-displayName": name } of tags) expect(page).toContain(`">${name}</a></h3>`);
  for (const name of Object.keys(components.schemas)) expect(page).toContain(`id="schema-${name}"`);
  const anchors = [...page.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor);
  expect(new Set(anchors).size).toBe(anchors.length);
  for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(anchor);
  expect(page).toContain('href="?lang=ru"');
  expect(page).not.toMatch(/<script|src=|\[object|undefined/);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});
