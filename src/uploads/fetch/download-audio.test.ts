import { env } from "cloudflare:workers";
import { describe, test } from "vitest";
import { newId } from "../../contract/ids.ts";
import type { AudioSource } from "../../contract/job.ts";
import type { Transfer } from "../../jobs/job-record.ts";
import { checkUri } from "./check-uri.ts";
import { downloadAudio } from "./download-audio.ts";
import { uploadKey } from "../object-keys.ts";
import { PART_BYTES } from "./store-parts.ts";

interface Attempt {
  readonly objectKey?: string;
  readonly maxBytes?: number;
  readonly contentType?: string | null;
  readonly signal?: AbortSignal;
  readonly onTransfer?: (transfer: Transfer) => void;
}

function uriOf(query: Readonly<Record<string, string | number>>): string {
  const url = new URL("https://public.test/");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
}

async function download(uri: string, attempt: Attempt = {}): Promise<AudioSource> {
  const { objectKey = uploadKey(newId(), newId()), maxBytes = 100 * 1024 ** 2, contentType = null } = attempt;
  return await downloadAudio(env, {
    order: { uri: checkUri(env, uri), objectKey, contentType },
    maxBytes,
    signal: attempt.signal ?? new AbortController().signal,
    onTransfer: attempt.onTransfer ?? (() => {}),
  });
}

async function textOf({ objectKey }: AudioSource): Promise<string | undefined> {
  return await (await env.AUDIO.get(objectKey))?.text();
}

test("a file lies in the bucket as it was sent, pinned by its etag, and its length was known", async ({ expect }) => {
  const transfers: Transfer[] = [];
  const uri = uriOf({ body: "a recording", type: "audio/flac; q=1" });
  const source = await download(uri, { onTransfer: (transfer) => transfers.push(transfer) });
  expect(source).toMatchObject({ sizeBytes: 11, sha256: null, contentType: "audio/flac" });
  expect((await env.AUDIO.head(source.objectKey))?.etag).toBe(source.etag);
  expect(await textOf(source)).toBe("a recording");
  expect(transfers.at(0)).toEqual({ receivedBytes: 0, totalBytes: 11 });
  expect(transfers.at(-1)).toEqual({ receivedBytes: 11, totalBytes: 11 });
});

test("a file that comes in pieces, compressed or behind a redirect is the same file", async ({ expect }) => {
  expect(await textOf(await download(uriOf({ body: "ab", times: 3, every: 5 })))).toBe("ababab");
  expect(await textOf(await download(uriOf({ body: "compressed", gzip: 1 })))).toBe("compressed");
  const redirect = uriOf({ status: 302, location: uriOf({ body: "elsewhere" }) });
  expect(await textOf(await download(redirect))).toBe("elsewhere");
});

test.for([PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 1])(
  "%i bytes arrive whole, in as many parts as it takes",
  async (size, { expect }) => {
    const source = await download(uriOf({ size }));
    expect(source.sizeBytes).toBe(size);
    const stored = await env.AUDIO.get(source.objectKey);
    expect(stored?.size).toBe(size);
    expect(stored?.etag.includes("-")).toBe(size >= PART_BYTES);
    expect(new Uint8Array((await stored?.arrayBuffer()) ?? []).every((byte) => byte === 0x78)).toBe(true);
  },
);

describe("what lies under the key already stays", () => {
  test.for([10, PART_BYTES + 10])("and is given again, %i bytes long", async (size, { expect }) => {
    const objectKey = uploadKey(newId(), newId());
    const first = await download(uriOf({ size }), { objectKey });
    expect(await download(uriOf({ body: "other bytes" }), { objectKey })).toEqual(first);
    expect(await download("https://private.test/", { objectKey })).toEqual(first);
  });

  test.for([10, PART_BYTES + 10])("when two fetch %i bytes at the same time", async (size, { expect }) => {
    const objectKey = uploadKey(newId(), newId());
    const fast = download(uriOf({ body: "the faster one" }), { objectKey });
    const slow = download(uriOf({ size, times: 1, after: 100 }), { objectKey });
    expect(await slow).toEqual(await fast);
    expect(await textOf(await fast)).toBe("the faster one");
  });
});

test.for([
  ["audio/mpeg", "audio/wav", "audio/mpeg"],
  ["text/html", "audio/wav", "audio/wav"],
  ["application/octet-stream", "audio/wav", "audio/wav"],
  ["nonsense", "audio/wav", "audio/wav"],
  ["nonsense", null, "application/octet-stream"],
] as const)("%s from the server and %s from the client is %s", async ([type, contentType, expected], { expect }) => {
  expect((await download(uriOf({ body: "RIFF", type }), { contentType })).contentType).toBe(expected);
});

test("where the server does not tell what it sends, its first bytes do", async ({ expect }) => {
  const uri = uriOf({ body: "fLaC and more", type: "application/octet-stream" });
  expect((await download(uri, { contentType: "audio/wav" })).contentType).toBe("audio/flac");
});

describe("is refused, and nothing is stored:", () => {
  test.for([
    [
      "a status that says no",
      uriOf({ status: 404, body: "no" }),
      "uri_refused: the server of the audio URI answers 404",
    ],
    ["a key that is wrong", uriOf({ status: 403 }), "uri_refused"],
    ["a server in trouble", uriOf({ status: 503 }), "uri_unreachable: the server of the audio URI answers 503"],
    ["a server that wants to be asked later", uriOf({ status: 429 }), "uri_unreachable"],
    ["an empty file", uriOf({ size: 0 }), "upload_empty"],
    ["nothing at all", uriOf({ status: 204, size: 0 }), "upload_empty"],
    ["a web page", uriOf({ body: "\n <!-- x --> <!DOCTYPE html><p>", type: "text/html" }), "uri_refused: .*web page"],
    ["a web page that says it is audio", uriOf({ body: "<html>", type: "audio/mpeg" }), "uri_refused: .*web page"],
    ["more than fits, by its length", uriOf({ size: 1001 }), "upload_too_large"],
    ["more than fits, piece by piece", uriOf({ size: 100, times: 50 }), "upload_too_large"],
    ["more than fits once it is unpacked", uriOf({ size: 2000, gzip: 1 }), "upload_too_large"],
    ["a private address", "https://private.test/", "names a host on an address that is not public"],
    ["a redirect to one", uriOf({ status: 302, location: "https://[fd00::1]/" }), "redirects to a URL that"],
    ["a host that the resolver cannot find", "https://broken.test/", "the resolver"],
  ] as const)("%s", async ([, uri, message], { expect }) => {
    const objectKey = uploadKey(newId(), newId());
    for (const _ of ["once", "again"]) {
      await expect(download(uri, { objectKey, maxBytes: 1000 })).rejects.toThrow(new RegExp(message));
    }
    expect(await env.AUDIO.head(objectKey)).toBeNull();
  });

  test("a file too large of which parts are stored already", async ({ expect }) => {
    const objectKey = uploadKey(newId(), newId());
    const attempt = { objectKey, maxBytes: 2 * PART_BYTES };
    await expect(download(uriOf({ size: PART_BYTES, times: 4 }), attempt)).rejects.toThrow("upload_too_large");
    expect(await env.AUDIO.head(objectKey)).toBeNull();
  });
});

test("a signal ends it in the middle of the file", async ({ expect }) => {
  const objectKey = uploadKey(newId(), newId());
  const end = new AbortController();
  const onTransfer = ({ receivedBytes }: Transfer) => receivedBytes > 0 && end.abort();
  const endless = download(uriOf({ size: 1000, times: 20, every: 100 }), { objectKey, signal: end.signal, onTransfer });
  await expect(endless).rejects.toThrow();
  expect(await env.AUDIO.head(objectKey)).toBeNull();
});

describe("Google Drive", () => {
  test.for(["small-file-0001", "large-file-0001"])(
    "gives out %s, asked twice where it wants that",
    async (id, { expect }) => {
      expect(await textOf(await download(`https://drive.google.com/file/d/${id}/view`))).toBe(`the file ${id}`);
    },
  );

  test("has its page for a file that is not shared told from audio", async ({ expect }) => {
    await expect(download("googledrive://unshared-0001")).rejects.toThrow(/^uri_refused: Google Drive/);
    await expect(download("googledrive://missing-00001")).rejects.toThrow(/^uri_refused: .*404/);
  });
});
