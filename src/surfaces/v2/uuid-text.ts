import { z } from "@hono/zod-openapi";

const UUID = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

/** An id in a path, with or without hyphens and in any case; handlers get the form that the index has. */
export function uuidText(description: string) {
  return z
    .string()
    .regex(UUID, { error: "must be a UUID" })
    .transform((id) => id.toLowerCase().replace(UUID, "$1-$2-$3-$4-$5"))
    .describe(description)
    .openapi({ type: "string", format: "uuid" });
}
