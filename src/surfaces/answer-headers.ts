/** Headers of answers, as both surfaces declare them. */

export const REQUEST_ID = {
  "X-Request-Id": {
    description: "Id of this request, as the logs of the service know it.",
    schema: { type: "string", format: "uuid" },
  },
} as const;

export const RETRY_AFTER = {
  "Retry-After": {
    description: "Whole seconds after which the request may be repeated.",
    schema: { type: "integer", minimum: 0 },
  },
} as const;
