import { test } from "vitest";
import { SpeechFault } from "../../contract/faults.ts";
import { checkUri } from "./check-uri.ts";

const STRICT = { ALLOW_PRIVATE_URIS: "false" };
const ID = "1AbC_dEf-GhIjKlMnOpQrStUvWxYz012345";

test.for([
  `googledrive://${ID}`,
  `https://drive.google.com/file/d/${ID}/view?usp=sharing`,
  `https://drive.google.com/file/d/${ID}`,
  `https://drive.google.com/file/u/1/d/${ID}/edit#start`,
  `https://drive.google.com/open?id=${ID}&authuser=0`,
  `https://drive.google.com/uc?export=download&id=${ID}`,
  `https://docs.google.com/uc?id=${ID}`,
  `https://drive.usercontent.google.com/download?id=${ID}&export=download`,
])("%s names a file of Google Drive", (uri, { expect }) => {
  expect(checkUri(STRICT, uri)).toBe(`googledrive://${ID}`);
});

test.for([
  "googledrive://",
  "googledrive://../../etc",
  `googledrive://${ID}/x`,
  "googledrive://short",
  `https://drive.google.com/drive/folders/${ID}`,
  "https://drive.google.com/file/d/%2e%2e%2fx/view",
  "https://drive.google.com/open?id=a%26b%3Dc%26d%3De",
  "ftp://example.com/a.wav",
  "http://example.com/a.wav",
  "https://10.0.0.1/a.wav",
  "not a URI",
])("%s is refused with a reason", (uri, { expect }) => {
  expect(() => checkUri(STRICT, uri)).toThrow(SpeechFault);
  expect(() => checkUri(STRICT, uri)).toThrow(/^uri_invalid: the URI /);
});

test("a URL is given in its canonical form, on a private address only where that is allowed", ({ expect }) => {
  expect(checkUri(STRICT, "HTTPS://Example.com:443/a%20b.wav?c")).toBe("https://example.com/a%20b.wav?c");
  expect(checkUri({ ALLOW_PRIVATE_URIS: "true" }, "http://127.0.0.1:81/")).toBe("http://127.0.0.1:81/");
});
