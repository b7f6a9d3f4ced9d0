import { DrizzleQueryError } from "drizzle-orm";
import { HTTPException } from "hono/http-exception";
import { test } from "vitest";
import { z } from "zod";
import { SpeechFault } from "../contract/faults.ts";
import { toFault } from "./to-fault.ts";

test("a fault keeps its code and detail, also without its class as it comes over RPC", ({ expect }) => {
  const expected = { code: "plan_conflict", status: 409, detail: "span 3 moved" };
  expect(toFault(new SpeechFault("plan_conflict", "span 3 moved"))).toEqual(expected);
  expect(toFault(Object.assign(new Error("x"), { code: "plan_conflict", detail: "span 3 moved" }))).toEqual(expected);
});

test("of an unknown error nothing is told", ({ expect }) => {
  for (const error of [new Error("password is hunter2"), "hunter2", null, { code: "ENOENT" }]) {
    expect(toFault(error)).toEqual({ code: "internal", status: 500, detail: "internal error" });
  }
});

test("trouble in D1, R2 or an overloaded object is storage that may be tried again", ({ expect }) => {
  const d1 = new Error("D1_ERROR: database is locked: SQLITE_BUSY");
  for (const error of [
    d1,
    new DrizzleQueryError("insert into jobs", [], d1),
    new Error("put: We encountered an internal error. Please try again. (10001)"),
    Object.assign(new Error("Durable Object is overloaded."), { overloaded: true }),
  ]) {
    expect(toFault(error)).toMatchObject({ code: "storage_unavailable", status: 503 });
  }
});

test("a value of the wrong form is told field by field", ({ expect }) => {
  const { error } = z.object({ size: z.int(), name: z.string() }).safeParse({ size: "x", name: "n" });
  expect(toFault(error)).toMatchObject({
    code: "invalid_request",
    status: 400,
    detail: expect.stringMatching(/^size: invalid input/),
  });
});

test("Hono's own refusals keep their status", ({ expect }) => {
  const refused = toFault(new HTTPException(415, { message: "Unsupported Media Type" }));
  expect(refused).toEqual({ code: "invalid_request", status: 415, detail: "unsupported Media Type" });
});
