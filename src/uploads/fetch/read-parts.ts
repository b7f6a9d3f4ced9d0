import { EgressUnavailable } from "../../egress/egress-errors.ts";

/**
 * Cuts the body of an answer into pieces of one size, the last of what is left; none of an empty body. Holds one piece
 * at a time. `onBytes` is told of all that arrives, and its errors end the reading. Throws EgressUnavailable when the
 * connection breaks off.
 */
export async function* readParts(
  { body }: Response,
  partBytes: number,
  onBytes: (count: number) => void,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const reader = body?.getReader({ mode: "byob" });
  if (reader === undefined) return;
  for (let isOver = false; !isOver;) {
    let buffer = new ArrayBuffer(partBytes);
    let filled = 0;
    while (filled < partBytes && !isOver) {
      const { value, done } = await read(reader, new Uint8Array(buffer, filled));
      isOver = done;
      if (value === undefined) break;
      // Every read takes the buffer away and gives it back under the view.
      buffer = value.buffer;
      filled += value.byteLength;
      onBytes(value.byteLength);
    }
    if (filled > 0) yield new Uint8Array(buffer, 0, filled);
  }
}

async function read(reader: ReadableStreamBYOBReader, view: Uint8Array<ArrayBuffer>) {
  try {
    return await reader.read(view);
  } catch (error) {
    throw new EgressUnavailable("the connection broke off", { cause: error });
  }
}
