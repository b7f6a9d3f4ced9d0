import { Webhook } from "standardwebhooks";
import { describe, test } from "vitest";
import { signWebhook, standardKey } from "./sign-webhook.ts";

const EVENT_ID = "5f0c7a3e-91d2-8b64-a1f7-2c9e4d8b6031";
/** As https://www.standardwebhooks.com gives it out. */
const STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const BODY = '{"job_id":"1","text":"Привет 👋"}';

function sign(keys: readonly string[], scheme: "prosa" | "hmac" = "prosa", timestampS = 1_700_000_000) {
  return signWebhook({ eventId: EVENT_ID, timestampS, body: BODY }, { scheme, keys });
}

async function verifyHmac(key: string, text: string, mac: string | undefined): Promise<boolean> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const hmac = await crypto.subtle.importKey("raw", encoder.encode(key), algorithm, false, ["verify"]);
  const bytes = Uint8Array.from(mac?.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify("HMAC", hmac, bytes, encoder.encode(text));
}

/** As receivers of that document read the header: every part has exactly one equals sign. */
function partsOf(header: string | undefined): [string, string][] {
  return (header ?? "").split(",").map((part) => {
    const [name, value, ...more] = part.split("=");
    if (name === undefined || value === undefined || more.length > 0) throw new Error(`cannot read ${part}`);
    return [name, value];
  });
}

describe("the prosa signature", () => {
  test("of a known delivery is known", async ({ expect }) => {
    const signable = { eventId: EVENT_ID, timestampS: 1_700_000_000, body: '{"a":1}' };
    const headers = await signWebhook(signable, { scheme: "prosa", keys: ["secret"] });
    // Computed with sha256sum and `openssl dgst -hmac`.
    expect(headers["x-prosa-signature"]).toBe(
      "t=1700000000,v1=67175c585bd8b4fe666355f16fa7c8d01d61c82f1c100a6837e42c247354e94d,v2=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686",
    );
  });

  test("has the time, a hash and an HMAC for each live key, the newest first", async ({ expect }) => {
    const parts = partsOf((await sign(["new key", "old key"]))["x-prosa-signature"]);
    expect(parts.map(([name]) => name)).toEqual(["t", "v1", "v1", "v2", "v2"]);
    const [time, , , newest, oldest] = parts.map(([, value]) => value);
    expect(time).toBe("1700000000");
    expect(await verifyHmac("new key", `${time}.${BODY}`, newest)).toBe(true);
    expect(await verifyHmac("old key", `${time}.${BODY}`, oldest)).toBe(true);
  });
});

test("the hmac signature is that of the body under the newest key", async ({ expect }) => {
  const header = (await sign(["new key", "old key"], "hmac"))["x-prosa-signature"];
  expect(header).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(await verifyHmac("new key", BODY, header?.slice("sha256=".length))).toBe(true);
});

describe("the Standard Webhooks headers", () => {
  test.for(["0123456789abcdef".repeat(4), "a key of another form", STANDARD])(
    "under %s verify with its library, given the key as it is shown",
    async (key, { expect }) => {
      const headers = await sign(["another key", key], "prosa", Math.floor(Date.now() / 1000));
      expect(headers["webhook-id"]).toBe(EVENT_ID);
      expect(new Webhook(standardKey(key)).verify(BODY, headers)).toEqual(JSON.parse(BODY));
      expect(() => new Webhook(standardKey("a third key")).verify(BODY, headers)).toThrow("No matching signature");
      expect(() => new Webhook(standardKey(key)).verify(`${BODY} `, headers)).toThrow("No matching signature");
    },
  );

  test("take a key in the form of the specification at its word", ({ expect }) => {
    expect(standardKey(STANDARD)).toBe(STANDARD);
    expect(standardKey("whsec_")).toBe("whsec_d2hzZWNf");
    expect(standardKey("whsec_not base64")).not.toBe("whsec_not base64");
  });
});
