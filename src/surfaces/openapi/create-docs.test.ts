import { test } from "vitest";
import { send } from "../../testing/factories.ts";
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

test("the reference page shows every operation and schema, and needs no script", async ({ expect }) => {
  const { paths, components } = DocumentView.parse(await (await send("/openapi.json")).json());
  const response = await send("/docs");
  const page = await response.text();
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const { operationId, summary } of operations) {
    expect(page).toContain(`id="${operationId}"`);
    expect(page).toContain(`href="#${operationId}">${summary}<`);
  }
  for (const name of Object.keys(components.schemas)) expect(page).toContain(`id="schema-${name}"`);
  for (const [, anchor = ""] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${anchor}"`);
  expect(page).toContain('href="?lang=ru"');
  expect(page).not.toMatch(/<script|src=|\[object|undefined/);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
});
