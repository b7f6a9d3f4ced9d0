import { createHash } from "node:crypto";
import type { AudioBytes } from "../decode/audio-bytes.ts";

const REST_BLOCK_BYTES = 1024 * 1024;

/**
 * A recording in the bucket, hashed on the way: what is read in file order costs no second reading for the checksum.
 * Whoever reads must leave the bytes as they are.
 */
export class StoredAudio implements AudioBytes {
  readonly sizeBytes: number;
  readonly #fetchRange: AudioBytes["read"];
  readonly #hash = createHash("sha256");
  #hashedBytes = 0;
  /** End of what was asked for in file order; ahead of `#hashedBytes` while readings are under way or after one failed. */
  #claimedBytes = 0;
  #hashing: Promise<void> = Promise.resolve();

  constructor(sizeBytes: number, fetchRange: AudioBytes["read"]) {
    this.sizeBytes = sizeBytes;
    this.#fetchRange = fetchRange;
  }

  read(offset: number, length: number, signal: AbortSignal): Promise<Uint8Array> {
    const reading = this.#fetchRange(offset, length, signal);
    if (offset === this.#claimedBytes) {
      this.#claimedBytes += length;
      this.#hashing = this.#hashAfter(this.#hashing, offset, reading);
    }
    return reading;
  }

  /** Lower-case hex SHA-256 of the whole recording; reads what is not hashed yet. To be called once, and last. */
  async sha256(signal: AbortSignal): Promise<string> {
    await this.#hashing;
    while (this.#hashedBytes < this.sizeBytes) {
      const length = Math.min(REST_BLOCK_BYTES, this.sizeBytes - this.#hashedBytes);
      this.#add(await this.#fetchRange(this.#hashedBytes, length, signal));
    }
    return this.#hash.digest("hex");
  }

  async #hashAfter(earlier: Promise<void>, offset: number, reading: Promise<Uint8Array>): Promise<void> {
    // Whoever asked hears of the failure; here it only means that hashing has to start again from this place.
    const bytes = await reading.catch(() => undefined);
    await earlier;
    if (bytes !== undefined && offset === this.#hashedBytes) this.#add(bytes);
  }

  #add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#hashedBytes += bytes.length;
  }
}
