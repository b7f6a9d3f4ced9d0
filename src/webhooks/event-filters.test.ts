import { test } from "vitest";
import { eventTypeOf, isWanted } from "./event-filters.ts";

test("event types are known by both of their spellings", ({ expect }) => {
  expect(eventTypeOf("stt.jobs.completed")).toBe("stt.jobs.completed");
  expect(eventTypeOf("stt.job.completed")).toBe("stt.jobs.completed");
  expect(eventTypeOf("tts.job.failed")).toBe("tts.jobs.failed");
  expect(eventTypeOf("webhook.ping")).toBe("webhook.ping");
  for (const unknown of ["", "stt", "stt.jobs.started", "stt.job.jobs.completed", "*"]) {
    expect(eventTypeOf(unknown)).toBeUndefined();
  }
});

test("filters let through what they name, and none let through all", ({ expect }) => {
  expect(isWanted([], "tts.jobs.failed")).toBe(true);
  expect(isWanted(["stt.job.failed"], "stt.jobs.failed")).toBe(true);
  expect(isWanted(["stt.jobs.completed", "tts.jobs.failed"], "stt.jobs.failed")).toBe(false);
});
