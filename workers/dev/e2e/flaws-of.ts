import type { Transcription } from "./transcription.ts";
import type { WatchedEvent } from "./watch.ts";

/**
 * What is wrong with the events of one transcription, watched from its beginning or from any later moment, and with the
 * transcript that they end in. Empty when the promises of the stream are kept.
 */
export function flawsOf(events: readonly WatchedEvent[]): string[] {
  const [first] = events;
  const last = events.at(-1);
  if (first?.event !== "update") return ["the first event is no update"];
  if (last?.event !== "done") return ["the last event is not done"];
  return [
    ...flawsOfOrder(events, last.transcription),
    ...flawsOfText(events, first.transcription.text ?? ""),
    ...flawsOfProgress(events),
    ...flawsOfSegments(last.transcription),
  ];
}

function flawsOfOrder(events: readonly WatchedEvent[], { segments }: Transcription): string[] {
  const ids = events.flatMap(({ id }) => id ?? []);
  const withoutId = events.filter(({ event, id }) => id === undefined && event !== "update").length;
  const chunks = events.flatMap((event) => (event.event === "token" ? event.token.chunk_index : []));
  return [
    ...complain(!isGrowing(ids, 1), `the ids do not grow: ${ids.join(" ")}`),
    ...complain(withoutId > 0, `${withoutId} events that are no updates have no id`),
    // Channels are told by turns, and so are their chunks.
    ...complain(!isGrowing(chunks, 0) && !hasChannels(segments), `chunks are told out of order: ${chunks.join(" ")}`),
    ...complain(events.filter(({ event }) => event === "done").length > 1, "done comes more than once"),
  ];
}

function flawsOfText(events: readonly WatchedEvent[], opening: string): string[] {
  let text = opening;
  return events.flatMap((event) => {
    if (event.event === "token") {
      text += event.token.text;
      return complain(event.token.text === "", `token ${event.id} is empty`);
    }
    const shown = event.transcription.text ?? "";
    return complain(
      shown !== text,
      `${event.event} ${event.id} shows ${JSON.stringify(shown)} after ${JSON.stringify(text)}`,
    );
  });
}

function flawsOfProgress(events: readonly WatchedEvent[]): string[] {
  const shares = events.flatMap((event) => (event.event === "token" ? [] : event.transcription.progress));
  return complain(!isGrowing(shares, 0), `progress runs backwards: ${shares.join(" ")}`);
}

function flawsOfSegments({ status, text, segments, duration_seconds: duration }: Transcription): string[] {
  const spoken = segments.map((segment) => segment.text).join(" ");
  const end = duration ?? Infinity;
  // Several channels may speak at once.
  const times = segments.flatMap(({ start, end: until }) => (hasChannels(segments) ? [start] : [start, until]));
  return [
    ...complain(status === "completed" && duration === null, "a completed transcription has no duration"),
    ...complain(spoken !== (text ?? "").trim(), `the segments say ${JSON.stringify(spoken)}, not the text`),
    ...complain(!isGrowing([0, ...times, end], 0), `segments lie at ${times.join(" ")} of ${end} s`),
    ...segments.flatMap(flawsOfSegment),
  ];
}

function flawsOfSegment(segment: Transcription["segments"][number], place: number): string[] {
  const { index, start, end, words } = segment;
  const times = words.flatMap((word) => [word.start, word.end]);
  const spoken = words.map((word) => word.text).join(" ");
  return [
    ...complain(index !== place, `segment ${place} calls itself ${index}`),
    ...complain(start === end || !isGrowing([start, ...times, end], 0), `words of ${place} lie at ${times.join(" ")}`),
    ...complain(spoken !== segment.text, `the words of segment ${place} say ${JSON.stringify(spoken)}`),
  ];
}

function hasChannels(segments: Transcription["segments"]): boolean {
  return segments.some(({ channel }) => channel !== segments[0]?.channel);
}

/** Whether each number is at least `step` more than the one before. */
function isGrowing(numbers: readonly number[], step: number): boolean {
  return numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0) + step);
}

function complain(isWrong: boolean, flaw: string): string[] {
  return isWrong ? [flaw] : [];
}
