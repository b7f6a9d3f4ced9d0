import type { RouteConfig } from "@hono/zod-openapi";
import { z } from "zod";
import type { EventType } from "../../../contract/webhooks.ts";
import { EVENT_HEADERS, PingEvent, RecognitionEvent, SynthesisEvent } from "./event-wire.ts";

interface Told {
  readonly operationId: string;
  readonly summary: string;
  readonly body: z.ZodType;
}

const EVENTS: Readonly<Record<EventType, Told>> = {
  "stt.jobs.completed": {
    operationId: "recognitionCompleted",
    summary: "A recognition job completed",
    body: RecognitionEvent,
  },
  "stt.jobs.failed": { operationId: "recognitionFailed", summary: "A recognition job failed", body: RecognitionEvent },
  "tts.jobs.completed": {
    operationId: "synthesisCompleted",
    summary: "A synthesis job completed",
    body: SynthesisEvent,
  },
  "tts.jobs.failed": { operationId: "synthesisFailed", summary: "A synthesis job failed", body: SynthesisEvent },
  "webhook.ping": { operationId: "endpointTested", summary: "An endpoint is tested", body: PingEvent },
};

const OF_JOBS = {
  description:
    "POSTed to every endpoint of the account whose filters let it through, at least once and in no certain order. An " +
    "endpoint has 30 seconds to answer.",
  failure:
    "Anything else, or nothing: after 1, 5, 30 and 120 minutes it is sent again; `Retry-After` may ask for later.",
};
const OF_TESTS = {
  description: "POSTed to one endpoint, whatever its filters, because a test of it was asked for.",
  failure: "Anything else, or nothing: it is not sent again.",
};

/** The requests that endpoints get and how they may answer, one for each type of event. */
export const EVENT_OPERATIONS: readonly RouteConfig[] = Object.entries(EVENTS).map(
  ([type, { operationId, summary, body }]) => {
    const { description, failure } = type === "webhook.ping" ? OF_TESTS : OF_JOBS;
    const headers = z.object({ "X-Prosa-Event": z.literal(type).describe("Type of the event."), ...EVENT_HEADERS });
    return {
      method: "post",
      path: type,
      operationId,
      tags: ["Webhooks"],
      summary,
      description,
      security: [],
      request: { headers, body: { required: true, content: { "application/json": { schema: body } } } },
      responses: {
        "2XX": { description: "It has arrived; 204 is best." },
        410: { description: "Nothing more is wanted: the endpoint is disabled." },
        default: { description: failure },
      },
    };
  },
);
