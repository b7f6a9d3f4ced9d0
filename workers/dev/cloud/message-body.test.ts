import { describe, test } from "vitest";
import { decodeBody, encodeBody } from "./message-body.ts";

describe("a message body", () => {
  test.for([
    ["json", { a: [1, null, "ü"] }],
    ["text", "plain, not base64: ü"],
    ["bytes", new Uint8Array([0, 255, 128])],
  ] as const)("of type %s survives the wire", ([contentType, value], { expect }) => {
    const wire = encodeBody(value, contentType);
    expect(decodeBody(wire.body, wire.contentType)).toEqual(value);
  });

  test("is measured in bytes, not characters", ({ expect }) => {
    expect(encodeBody("ü", "text").sizeBytes).toBe(2);
  });

  test("is refused when it does not fit its type, or its type cannot be pulled", ({ expect }) => {
    expect(() => encodeBody({}, "text")).toThrow(TypeError);
    expect(() => encodeBody("x", "bytes")).toThrow(TypeError);
    expect(() => encodeBody({}, "v8")).toThrow(TypeError);
  });
});
