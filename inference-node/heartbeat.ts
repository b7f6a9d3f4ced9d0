import type { Logger } from "@logtape/logtape";
import type { NodeHeartbeat } from "../src/contract/node-api.ts";
import { pause } from "./backoff.ts";
import { isKeyRefused } from "./http-call.ts";
import type { WorkerApi } from "./worker-api.ts";

interface HeartbeatOptions {
  readonly api: Pick<WorkerApi, "heartbeat">;
  /** The node's state at the moment of a beat. */
  readonly state: () => NodeHeartbeat;
  readonly stop: AbortSignal;
  readonly log: Logger;
  readonly everyMs?: number;
}

/**
 * Tells the deployment that this node lives, until `stop`. An unreachable deployment is logged and tried again.
 *
 * @throws SpeechFault when the deployment refuses the node's key.
 */
export async function sendHeartbeats({ api, state, stop, log, everyMs = 15_000 }: HeartbeatOptions): Promise<void> {
  while (!stop.aborted) {
    try {
      await api.heartbeat(state(), stop);
    } catch (error) {
      if (isKeyRefused(error)) throw error;
      if (!stop.aborted) log.warn("heartbeat.failed", { error });
    }
    await pause(everyMs, stop);
  }
}
