import { createParser, type EventSourceMessage } from "eventsource-parser";
import { type TestContext, test, vi } from "vitest";
import type { JobFrame } from "../contract/events.ts";
import type { JobSnapshot } from "../contract/job.ts";
import { EventRelay, type EventRelayOptions } from "./event-relay.ts";
import { sseEvent } from "./sse.ts";

/** The job's end of a socket, and the end that the relay is given. */
function openSocket() {
  const { 0: watcher, 1: job } = new WebSocketPair();
  job.accept();
  return { watcher, job, tell: (...frames: JobFrame[]) => job.send(JSON.stringify(frames)) };
}

function token(id: number, text = `${id}`): JobFrame {
  return { type: "token", id, chunkIndex: 0, token: { text, startSample: 0, endSample: 1 } };
}

const SNAPSHOT: JobSnapshot = {
  jobId: "019ab2c3-0000-7000-8000-000000000000",
  accountId: "019ab2c3-0000-7000-8000-000000000001",
  status: "complete",
  text: "",
  segments: [],
  durationSamples: 0,
  doneSamples: 0,
  plannedSamples: 0,
  detectedLanguage: null,
  languageProbability: null,
  rawText: null,
  remainingMs: 0,
  averageMs: null,
  failure: null,
  createdAtMs: 0,
  startedAtMs: null,
  completedAtMs: null,
};

function done(id: number): JobFrame {
  return { type: "done", id, snapshot: SNAPSHOT };
}

function present(frame: JobFrame): string {
  const data = frame.type === "token" ? frame.token.text : frame.type;
  return sseEvent({ event: frame.type, id: frame.id === null ? undefined : String(frame.id), data });
}

function relay(options: Partial<EventRelayOptions> & Pick<EventRelayOptions, "socket">) {
  const source = new EventRelay({
    after: null,
    reconnect: () => Promise.reject(new Error("no more sockets")),
    present,
    farewell: sseEvent({ event: "error", data: "unreachable" }),
    ...options,
  });
  return new ReadableStream(source, new ByteLengthQueuingStrategy({ highWaterMark: 0 }));
}

/** Reads a stream to its end. */
async function eventsOf(stream: ReadableStream<Uint8Array>): Promise<EventSourceMessage[]> {
  const events: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  parser.feed(await new Response(stream).text());
  return events;
}

function useFakeTimers(onTestFinished: TestContext["onTestFinished"]): void {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "setTimeout", "clearTimeout"] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}

test("frames become events with their ids, and the stream ends with the job", async ({ expect }) => {
  const { watcher, job, tell } = openSocket();
  const closed = new Promise<number>((resolve) => job.addEventListener("close", ({ code }) => resolve(code)));
  const events = eventsOf(relay({ socket: watcher }));
  tell({ type: "snapshot", id: null, snapshot: SNAPSHOT }, token(1));
  job.send(JSON.stringify(token(2)));
  tell(done(3));
  expect((await events).map(({ event, id, data }) => [event, id, data])).toEqual([
    ["snapshot", undefined, "snapshot"],
    ["token", "1", "1"],
    ["token", "2", "2"],
    ["done", "3", "done"],
  ]);
  expect(await closed).toBe(1000);
});

test("a lost socket is replaced from the last id on, without a gap or a repetition", async ({ expect }) => {
  const first = openSocket();
  const second = openSocket();
  const asked: (number | null)[] = [];
  const events = eventsOf(
    relay({
      socket: first.watcher,
      reconnect: async (after) => {
        asked.push(after);
        second.tell(token(2), token(3), done(4));
        return second.watcher;
      },
    }),
  );
  first.tell(token(1), token(2));
  first.job.close(1011, "evicted");
  expect((await events).map(({ id }) => id)).toEqual(["1", "2", "3", "4"]);
  expect(asked).toEqual([2]);
});

test("a job that is over when asked again ends the stream", async ({ expect }) => {
  const { watcher, job, tell } = openSocket();
  const events = eventsOf(relay({ socket: watcher, after: 6, reconnect: async () => null }));
  tell(token(7));
  job.close(1001, "restart");
  expect((await events).map(({ id }) => id)).toEqual(["7"]);
});

test("a job that stays out of reach is told as an error, after a few tries", async ({ expect, onTestFinished }) => {
  useFakeTimers(onTestFinished);
  const { watcher, job } = openSocket();
  let tries = 0;
  const wait = vi.spyOn(scheduler, "wait").mockResolvedValue();
  onTestFinished(() => wait.mockRestore());
  const reconnect = () => Promise.reject(new Error(`try ${++tries}`));
  const events = eventsOf(relay({ socket: watcher, reconnect }));
  job.close(1011, "gone");
  expect(await events).toEqual([{ event: "error", id: undefined, data: "unreachable" }]);
  expect(tries).toBe(4);
});

test("an idle stream starts at once, is kept alive, and ends by itself after a quarter of an hour", async ({
  expect,
  onTestFinished,
}) => {
  useFakeTimers(onTestFinished);
  const { watcher } = openSocket();
  const stream = relay({ socket: watcher });
  vi.advanceTimersByTime(31_000);
  vi.advanceTimersByTime(15 * 60_000);
  const text = await new Response(stream).text();
  expect(text).toMatch(/^retry: 1\d{3}\n\n: keep-alive\n\n: keep-alive\n\n/);
  expect(text.match(/keep-alive/g)).toHaveLength(59);
  expect(text.endsWith("\n\n")).toBe(true);
});

test("a client that leaves closes the socket", async ({ expect }) => {
  const { watcher, job } = openSocket();
  const closed = new Promise<number>((resolve) => job.addEventListener("close", ({ code }) => resolve(code)));
  await relay({ socket: watcher }).cancel();
  expect(await closed).toBe(1000);
});

test("a reader that does not read is let go between two events", async ({ expect }) => {
  const { watcher, job, tell } = openSocket();
  const closed = new Promise<void>((resolve) => job.addEventListener("close", () => resolve()));
  const stream = relay({ socket: watcher });
  const text = "x".repeat(64 * 1024);
  for (let id = 1; id <= 40; id++) tell(token(id, text));
  await closed;
  const events = await eventsOf(stream);
  expect(events.length).toBeGreaterThan(10);
  expect(events.length).toBeLessThan(25);
  expect(events.every(({ data }) => data === text)).toBe(true);
});

test("one event larger than the limit passes, and what follows it too", async ({ expect }) => {
  const { watcher, tell } = openSocket();
  const stream = relay({ socket: watcher });
  tell(token(1, "x".repeat(3 * 1024 * 1024)), done(2));
  expect((await eventsOf(stream)).map(({ id }) => id)).toEqual(["1", "2"]);
});
