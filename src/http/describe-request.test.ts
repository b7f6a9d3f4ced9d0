import { configureSync, type LogRecord, resetSync } from "@logtape/logtape";
import { test } from "vitest";
import { mintTenant, send } from "../testing/factories.ts";

test("a request leaves one line with its route, outcome and owner, and none of its secrets", async ({
  expect,
  onTestFinished,
}) => {
  const records: LogRecord[] = [];
  const { apiKey, ctx } = await mintTenant();
  configureSync({
    reset: true,
    sinks: { memory: (record) => records.push(record) },
    loggers: [
      { category: "voxedge", sinks: ["memory"] },
      { category: ["logtape", "meta"], sinks: [] },
    ],
  });
  onTestFinished(resetSync);

  const response = await send("/v1/transcriptions/nothing?last_event_id=secret", { key: apiKey });
  expect(records.map(({ level, properties }) => ({ level, ...properties }))).toEqual([
    {
      level: "info",
      event: "http.request",
      method: "GET",
      route: "/v1/transcriptions/:id",
      status: 404,
      durationMs: expect.any(Number),
      owner: ctx.owner,
      code: "job_not_found",
      requestId: response.headers.get("x-request-id"),
    },
  ]);
  expect(JSON.stringify(records)).not.toMatch(new RegExp(`secret|${apiKey}`));
});
