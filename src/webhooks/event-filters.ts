import { EventType } from "../contract/webhooks.ts";

/** The event type that a text names: `stt.jobs.completed`, or `stt.job.completed` as other documents spell it. */
export function eventTypeOf(text: string): EventType | undefined {
  return EventType.safeParse(text.replace(".job.", ".jobs.")).data;
}

/** Whether filters as their owner wrote them let a type through; none let through all. */
export function isWanted(filters: readonly string[], type: EventType): boolean {
  return filters.length === 0 || filters.some((filter) => eventTypeOf(filter) === type);
}
