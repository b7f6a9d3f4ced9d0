import { type Request, Response } from "miniflare";

/** Addresses of a host, of one kind; undefined for a name that does not exist. Rejects when nobody can tell. */
export type HostLookup = (name: string, family: 4 | 6) => Promise<readonly string[] | undefined>;

const RECORD_NUMBERS = { 4: 1, 6: 28 } as const;

const [NO_ERROR, SERVER_FAILURE, NO_SUCH_NAME] = [0, 2, 3];

/**
 * A resolver that speaks DNS over HTTPS in JSON, as
 * https://developers.cloudflare.com/1.1.1.1/encryption/dns-over-https/make-api-requests/dns-json/ describes it.
 */
export function dnsResolver(lookup: HostLookup): (request: Request) => Promise<Response> {
  return async function answerDns(request) {
    const { searchParams } = new URL(request.url);
    const name = searchParams.get("name") ?? "";
    const family = searchParams.get("type") === "AAAA" ? 6 : 4;
    try {
      const addresses = await lookup(name, family);
      const Answer = addresses?.map((data) => ({ name, type: RECORD_NUMBERS[family], TTL: 60, data }));
      return answer({ Status: addresses === undefined ? NO_SUCH_NAME : NO_ERROR, TC: false, Answer });
    } catch {
      return answer({ Status: SERVER_FAILURE, TC: false });
    }
  };
}

function answer(body: object): Response {
  return Response.json(body, { headers: { "content-type": "application/dns-json" } });
}
