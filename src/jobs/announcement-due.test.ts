import { test } from "vitest";
import type { FaultCode } from "../contract/faults.ts";
import { announcementDueMs } from "./announcement-due.ts";

const T = 1_000_000;

function failed(code: FaultCode, isHeld?: boolean) {
  const outcome = { status: "failed", failure: { code, detail: "" }, completedAtMs: T } as const;
  return { outcome, owesAnnouncement: true, spec: isHeld === undefined ? {} : { isHeld } };
}

test("a job that nobody holds for is announced as soon as it is over, whatever became of it", ({ expect }) => {
  expect(announcementDueMs({ record: failed("audio_unreadable") })).toBe(T);
  const outcome = { status: "complete", failure: null, completedAtMs: T } as const;
  expect(announcementDueMs({ record: { ...failed("internal"), outcome } })).toBe(T);
});

test("a job that is held for may be taken back first, if its audio is what is wrong", ({ expect }) => {
  expect(announcementDueMs({ record: failed("audio_unreadable", true) })).toBe(T + 5_000);
  expect(announcementDueMs({ record: failed("engine_failed", true) })).toBe(T);
});

test("nothing is due of a job that is not over, or was announced", ({ expect }) => {
  expect(announcementDueMs({ record: { ...failed("internal"), outcome: undefined } })).toBeNull();
  expect(announcementDueMs({ record: { ...failed("internal"), owesAnnouncement: false } })).toBeNull();
});
