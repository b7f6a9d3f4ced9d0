/** One range of bytes as a client asks for it: from an offset, or the last `suffix` bytes. */
export type ByteRange = { readonly offset: number; readonly length?: number } | { readonly suffix: number };

/** The range of a `Range` header; undefined, which is the whole, for any that is absent, malformed or several. */
export function parseByteRange(header: string | undefined): ByteRange | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (first === "") return last === "" ? undefined : { suffix: Number(last) };
  if (last === "") return { offset: Number(first) };
  const length = Number(last) - Number(first) + 1;
  return length > 0 ? { offset: Number(first), length } : undefined;
}

/** The bytes of an object of `size` bytes that a range covers; undefined when it covers none. */
export function extentOf(range: ByteRange, size: number): { offset: number; length: number } | undefined {
  const offset = "suffix" in range ? Math.max(0, size - range.suffix) : range.offset;
  const length = Math.min("suffix" in range ? range.suffix : (range.length ?? size), size - offset);
  return length > 0 ? { offset, length } : undefined;
}
