import { uuidv7 } from "uuidv7";
import { z } from "zod";

/** Time-ordered UUID in its hyphenated lower-case form; the form of every id that this product makes. */
export const Uuid = z.uuid().toLowerCase();

/** A new id, ordered by creation time. */
export function newId(): string {
  return uuidv7();
}
