import { SpeechFault } from "../../contract/faults.ts";
import type { CallInit } from "../../egress/call-out.ts";
import { followOut } from "../../egress/follow-out.ts";
import { downloadUrl, fileIdOf } from "./drive-uri.ts";
import { isHtml } from "./is-html.ts";
import { uriPolicy } from "./uri-policy.ts";

/** A page that asks whether to download a file which is too large to be scanned for viruses has a few kilobytes. */
const LONGEST_PAGE_BYTES = 256 * 1024;

/**
 * The answer of whoever keeps the audio under a canonical URI. Faults and errors: `uri_refused` from Google Drive, and
 * what followOut throws.
 */
export async function openUri(env: Env, uri: string, init: CallInit): Promise<Response> {
  const policy = uriPolicy(env);
  const id = fileIdOf(uri);
  if (id === undefined) return followOut(env, uri, init, policy);
  const response = await followOut(env, downloadUrl({ id, export: "download" }), init, policy);
  if (!response.ok || !isHtml(response)) return response;
  return followOut(env, downloadUrl(await readConfirmation(response)), init, policy);
}

/** The fields of the form on Drive's page that asks for confirmation. */
async function readConfirmation({ body }: Response): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  const rewriter = new HTMLRewriter().on("form#download-form input[name]", {
    element(input) {
      fields[input.getAttribute("name") ?? ""] = input.getAttribute("value") ?? "";
    },
  });
  let seenBytes = 0;
  for await (const bytes of rewriter.transform(new Response(body)).body ?? []) {
    seenBytes += bytes.byteLength;
    if (seenBytes > LONGEST_PAGE_BYTES) break;
  }
  if (fields["confirm"] === undefined) {
    throw new SpeechFault("uri_refused", "Google Drive gives out a web page: is the file shared with anyone?");
  }
  return fields;
}
