import { SpeechFault } from "../../contract/faults.ts";
import { checkUrl } from "../../egress/check-url.ts";
import { EgressRefused } from "../../egress/egress-errors.ts";
import { driveUri, fileIdOf, isOfDrive, sharedFileId } from "./drive-uri.ts";
import { uriPolicy } from "./uri-policy.ts";

/**
 * The canonical form of a URI under which a client offers audio: an https URL, or `googledrive://<file id>`, in place of
 * links that Google Drive gives out too. Whether its host may be called is found out when it is fetched. Fault:
 * `uri_invalid`.
 */
export function checkUri(env: Pick<Env, "ALLOW_PRIVATE_URIS">, uri: string): string {
  if (isOfDrive(uri)) {
    const fileId = fileIdOf(uri) ?? sharedFileId(uri);
    if (fileId === undefined) throw new SpeechFault("uri_invalid", "the URI does not name a file of Google Drive");
    return driveUri(fileId);
  }
  try {
    return checkUrl(uri, uriPolicy(env)).href;
  } catch (error) {
    if (error instanceof EgressRefused) throw new SpeechFault("uri_invalid", `the URI ${error.reason}`);
    throw error;
  }
}
