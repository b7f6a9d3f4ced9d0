import { z } from "zod";
import { EgressUnavailable } from "./egress-errors.ts";

const TIMEOUT_MS = 5_000;

/** Numbers of the record types (RFC 1035, RFC 3596), under the names by which they are asked for. */
const RECORD_TYPES = { A: 1, AAAA: 28 } as const;
type RecordType = keyof typeof RECORD_TYPES;

const NO_ERROR = 0;
const NO_SUCH_NAME = 3;

/** https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/ */
const DnsAnswer = z.object({
  Status: z.int(),
  TC: z.boolean().default(false),
  Answer: z.array(z.object({ type: z.int(), data: z.string() })).default([]),
});

/**
 * Every address of a host name, of both kinds, at the end of whatever chain of aliases; none for a name that does not
 * exist. Throws EgressUnavailable when the resolver does not give the whole answer.
 */
export async function resolveHost({ DNS_RESOLVER_URL }: Env, name: string): Promise<string[]> {
  const answers = await Promise.all([ask(DNS_RESOLVER_URL, name, "A"), ask(DNS_RESOLVER_URL, name, "AAAA")]);
  return answers.flat();
}

async function ask(resolver: string, name: string, type: RecordType): Promise<string[]> {
  const url = new URL(resolver);
  url.searchParams.set("name", name);
  url.searchParams.set("type", type);
  const { Status, TC, Answer } = await readAnswer(url);
  if (TC || (Status !== NO_ERROR && Status !== NO_SUCH_NAME)) {
    throw new EgressUnavailable(`the resolver cannot find out the addresses of ${name} (status ${Status})`);
  }
  return Answer.filter((record) => record.type === RECORD_TYPES[type]).map(({ data }) => data);
}

async function readAnswer(url: URL): Promise<z.infer<typeof DnsAnswer>> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url, { headers: { accept: "application/dns-json" }, redirect: "manual", signal });
    if (!response.ok) throw new Error(`the resolver answered ${response.status}`);
    return DnsAnswer.parse(await response.json());
  } catch (error) {
    throw new EgressUnavailable("the resolver of host names does not answer", { cause: error });
  }
}
