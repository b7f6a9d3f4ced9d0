import type { AudioParts } from "../decode/audio-parts.ts";
import type { WorkerApi } from "../worker-api.ts";

/** Audio that is still being spoken, as the deployment gives it out part by part. */
export class ArrivingAudio implements AudioParts {
  readonly #api: Pick<WorkerApi, "readPart">;
  readonly #jobId: string;

  constructor(api: Pick<WorkerApi, "readPart">, jobId: string) {
    this.#api = api;
    this.#jobId = jobId;
  }

  async readPart(index: number, signal: AbortSignal): Promise<Uint8Array> {
    for (;;) {
      const part = await this.#api.readPart(this.#jobId, index, signal);
      if (part !== "awaited") return part;
    }
  }
}
