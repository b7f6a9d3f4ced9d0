import { z } from "zod";
import type { Context } from "../context.ts";
import { JobFrame } from "../contract/events.ts";
import { watchJob } from "./watch-job.ts";

/** Pause before a lost socket is replaced. */
const RECONNECT_MS = 200;

const Message = z.array(JobFrame);

/** Holds until a job is over, told by its events, or until the time is up; true when it is over. Fault: `job_not_found`. */
export async function waitForJob(ctx: Pick<Context, "env">, jobId: string, timeoutMs: number): Promise<boolean> {
  const endsAtMs = Date.now() + timeoutMs;
  for (;;) {
    const socket = await watchJob(ctx, jobId, null);
    if (socket === null || (await hearsEnd(socket, endsAtMs - Date.now()))) return true;
    if (Date.now() + RECONNECT_MS >= endsAtMs) return false;
    await scheduler.wait(RECONNECT_MS);
  }
}

/** False when the socket is lost or the time is up before the job is over. */
async function hearsEnd(socket: WebSocket, timeoutMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), Math.max(0, timeoutMs));
  socket.addEventListener("message", ({ data }) => {
    const isOver = Message.parse(JSON.parse(String(data))).some(({ type }) => type === "done");
    if (isOver) resolve(true);
  });
  socket.addEventListener("close", () => resolve(false));
  socket.addEventListener("error", () => resolve(false));
  socket.accept();
  const isOver = await promise;
  clearTimeout(timer);
  socket.close(1000, "watcher left");
  return isOver;
}
