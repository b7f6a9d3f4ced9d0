/** The latest stretch of a stream of samples, addressed by positions in the whole stream. */
export class SampleBuffer {
  readonly #blocks: { start: number; samples: Int16Array }[] = [];
  #end = 0;

  append(samples: Int16Array): void {
    this.#blocks.push({ start: this.#end, samples });
    this.#end += samples.length;
  }

  /** Forgets what lies before `position`, as far as whole blocks go. */
  dropBefore(position: number): void {
    const kept = this.#blocks.findIndex(({ start, samples }) => start + samples.length > position);
    this.#blocks.splice(0, kept === -1 ? this.#blocks.length : kept);
  }

  /** A copy of [start, end), which must be in the buffer. */
  copy(start: number, end: number): Int16Array<ArrayBuffer> {
    const copy = new Int16Array(end - start);
    for (const block of this.#blocks) {
      const from = Math.max(start, block.start);
      const to = Math.min(end, block.start + block.samples.length);
      if (from < to) copy.set(block.samples.subarray(from - block.start, to - block.start), from - start);
    }
    return copy;
  }
}
