import { SpeechFault } from "../contract/faults.ts";

/** The token of an `Authorization: Bearer` header. */
export function bearerToken(header: string | undefined): string {
  if (header === undefined) throw new SpeechFault("authorization_missing");
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw new SpeechFault("authorization_malformed");
  return token;
}
