import type { Context } from "../context.ts";
import { SpeechFault } from "../contract/faults.ts";

/** A socket to a synthesis, not yet accepted, whose messages are its states. Fault: `storage_unavailable`. */
export async function watchSpeech({ env }: Pick<Context, "env">, jobId: string): Promise<WebSocket> {
  const response = await env.SYNTHESIS.getByName(jobId).fetch("https://synthesis/", {
    headers: { upgrade: "websocket" },
  });
  if (response.webSocket === null) throw new SpeechFault("storage_unavailable");
  return response.webSocket;
}
