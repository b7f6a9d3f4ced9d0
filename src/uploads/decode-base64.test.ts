import * as fc from "fast-check";
import { test } from "vitest";
import { faultCode } from "../contract/faults.ts";
import { decodeBase64 } from "./decode-base64.ts";

function faultOf(text: string) {
  try {
    decodeBase64(text);
    return undefined;
  } catch (error) {
    return faultCode(error);
  }
}

test.for(["AQIDBA==", "AQIDBA", " AQ\r\nID\tBA = = ", "data:;base64,AQIDBA=="])(
  "%j is four bytes",
  (text, { expect }) => {
    expect([...decodeBase64(text).bytes]).toEqual([1, 2, 3, 4]);
  },
);

test("a data URL tells the type of its bytes, without parameters", ({ expect }) => {
  expect(decodeBase64("data:Audio/WAV;codecs=1;base64,AQ").contentType).toBe("audio/wav");
  expect(decodeBase64("AQ").contentType).toBeUndefined();
});

test.for(["", " \n", "data:audio/wav;base64,"])("%j holds no audio", (text, { expect }) => {
  expect(faultOf(text)).toBe("audio_not_given");
});

test.for(["A", "AQ=", "AQ===", "AQIDBA=A", "AQ-_", "AQ!D", "data:audio/wav,AQID", "é", "\0"])(
  "%j is not base64",
  (text, { expect }) => {
    expect(faultOf(text)).toBe("audio_not_base64");
  },
);

test("any bytes come back as they were", ({ expect }) => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      expect(decodeBase64(btoa(String.fromCharCode(...bytes))).bytes).toEqual(bytes);
    }),
  );
});
