import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";

const Headers = z.record(z.string(), z.string());

export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Resolves when so many deliveries have come in. */
  readonly until: (count: number) => Promise<void>;
}

/** A receiver on loopback. `answer` is given the number of each delivery, from 0, and may keep it waiting. */
export async function openWebhookReceiver(
  answer: (response: ServerResponse, delivery: number) => void,
): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const delivery = received.push({ headers: Headers.parse(request.headers), body }) - 1;
    server.emit("delivery");
    answer(response, delivery);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    async until(count) {
      while (received.length < count) await once(server, "delivery");
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
