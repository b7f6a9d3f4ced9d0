import { test } from "vitest";
import { mintTenant, send } from "../../../testing/factories.ts";
import { openSpeaker } from "../../../testing/speaker.ts";
import { awaitSpeechId, listSyntheses, mintSynthesis, sendTts, speakAll } from "../../../testing/synthesis.ts";

test("the list has a page of the account's jobs, newest first, without their audio, and how many there are", async ({
  expect,
}) => {
  const tenant = await mintTenant();
  const texts = ["Один кот", "Two cats", "Three cats_%!"];
  const ids: string[] = [];
  for (const text of texts) ids.push((await mintSynthesis(tenant, { request: { text, label: text[0] } })).job_id);
  await speakAll(tenant, ids[0] ?? "", 1);
  const first = await listSyntheses(tenant, "?per_page=2");
  expect(first.data.map(({ job_id }) => job_id)).toEqual([ids[2], ids[1]]);
  expect(first).toMatchObject({ pagination: { page: 1, per_page: 2, page_count: 2 }, length: 3 });
  const second = await listSyntheses(tenant, "?per_page=2&page=2");
  expect(second.data).toMatchObject([{ job_id: ids[0], status: "complete", request: { text: "Один кот" } }]);
  expect(second.data[0]?.result).toEqual({ format: "opus", duration: 0.1, samplerate: 48_000, channels: 1 });
  const ascending = await listSyntheses(tenant, "?sort_by=label&sort_ascend=true");
  expect(ascending.data.map(({ request }) => request.label)).toEqual(["T", "T", "О"]);
});

test("the list is filtered by date and by what occurs in the text", async ({ expect }) => {
  const tenant = await mintTenant();
  for (const text of ["Один Кот", "two cats", "100%_!"]) await mintSynthesis(tenant, { request: { text } });
  const today = new Date().toISOString().slice(0, 10);
  const count = async (query: string) => (await sendTts(tenant, `/count${query}`)).json<number>();
  expect(await count("")).toBe(3);
  expect(await count(`?from_date=${today}&until_date=${today}`)).toBe(3);
  expect(await count("?from_date=2999-01-01")).toBe(0);
  expect(await count("?query_text=CATS")).toBe(1);
  expect(await count(`?query_text=${encodeURIComponent("кот")}`)).toBe(1);
  expect(await count(`?query_text=${encodeURIComponent("%_!")}`)).toBe(1);
  expect(await count("?query_text=_a")).toBe(0);
  expect((await listSyntheses(tenant, "?query_text=two")).length).toBe(1);
  expect((await sendTts(tenant, "?page=0")).status).toBe(422);
});

test("the list has no streams of v1, of which nothing is kept", async ({ expect }) => {
  const tenant = await mintTenant();
  const pending = send("/v1/tts/stream", { key: tenant.apiKey, json: { text: "Hello." } });
  const id = await awaitSpeechId(tenant);
  expect((await listSyntheses(tenant)).length).toBe(0);
  await (
    await openSpeaker()
  )(id, 0);
  await (await pending).bytes();
  expect((await listSyntheses(tenant)).length).toBe(0);
});
