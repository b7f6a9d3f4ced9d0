/** One event of a `text/event-stream` (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface ServerSentEvent {
  readonly event: string;
  /** Left out on events that a client cannot resume after. */
  readonly id?: string | undefined;
  /** Any text; its line breaks become `data` lines and arrive as LF. */
  readonly data: string;
}

/** The text of one event. Refuses line breaks in `event` and `id`, with which data could pose as other fields. */
export function sseEvent({ event, id, data }: ServerSentEvent): string {
  if (/[\r\n]/.test(event + (id ?? ""))) throw new RangeError("a line break in an SSE field");
  const lines = data.split(/\r\n|[\r\n]/).map((line) => `data: ${line}\n`);
  return `${id === undefined ? "" : `id: ${id}\n`}event: ${event}\n${lines.join("")}\n`;
}

/** A comment, which clients ignore; it keeps proxies from closing an idle connection. */
export function sseComment(text: string): string {
  return `: ${text}\n\n`;
}

/** Tells the client how long to wait before it reconnects. */
export function sseRetry(milliseconds: number): string {
  return `retry: ${milliseconds}\n\n`;
}
