import type { JobFrame } from "../contract/events.ts";

/** Most tokens of one WebSocket message. */
const FRAMES_PER_MESSAGE = 200;

/** Sends frames to the watchers of a job. A snapshot travels alone, it may be large; runs of tokens share messages. */
export function sendFrames(sockets: readonly WebSocket[], frames: Iterable<JobFrame>): void {
  let batch: JobFrame[] = [];
  const flush = (): void => {
    if (batch.length === 0) return;
    const message = JSON.stringify(batch);
    for (const socket of sockets) socket.send(message);
    batch = [];
  };
  for (const frame of frames) {
    if (frame.type !== "token" || batch.length === FRAMES_PER_MESSAGE) flush();
    batch.push(frame);
    if (frame.type !== "token") flush();
  }
  flush();
}
