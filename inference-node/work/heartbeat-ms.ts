/**
 * Longest silence of a node at work. The answer to a heartbeat is how it learns that nobody wants the work any more, so
 * this is also how long it may go on with a job that was cancelled.
 */
export const HEARTBEAT_MS = 750;
