import type { PcmBlock } from "../decode/pcm-block.ts";

/** All channels of a recording as one, their mean. */
export async function* mixDown(pcm: AsyncIterable<PcmBlock>): AsyncGenerator<PcmBlock> {
  for await (const { media, planes } of pcm) {
    const [first = new Int16Array(0)] = planes;
    const mixed =
      planes.length === 1
        ? first
        : first.map((_, at) => planes.reduce((sum, plane) => sum + (plane[at] ?? 0), 0) / planes.length);
    yield { media: { ...media, channels: 1 }, planes: [mixed] };
  }
}
