/** A copy of a voice correlates by 0.6 and more even through a room's echo; of two voices hardly one moment in a hundred by 0.3. */
const COPY_LIKENESS = 0.6;
/** Lanes within 3 dB of the loudest are as good, and the first of them is taken. */
const AS_LOUD = 1 / 2;
/** The lane that has a voice keeps it until another is 6 dB louder, so that no sentence changes lanes. */
const STILL_LOUD = 1 / 4;

export interface Lane {
  readonly channel: number;
  readonly voiced: boolean;
  readonly energy: number;
  /** It has had a voice just now. */
  readonly isSpeaking: boolean;
}

/**
 * The channels to which a moment's voices belong: of lanes that hold the same voice the loudest, by and large.
 * @param likeness of two channels, 0 to 1
 */
export function assignVoices(lanes: readonly Lane[], likeness: (a: number, b: number) => number): Set<number> {
  const owners = new Set<number>();
  // Sorting is stable: among equals the first comes first.
  let open = lanes.toSorted((a, b) => b.energy - a.energy);
  for (let [loudest] = open; loudest !== undefined; [loudest] = open) {
    const { channel, energy } = loudest;
    const alike = open.filter((lane) => lane === loudest || likeness(channel, lane.channel) >= COPY_LIKENESS);
    // Hardly any two lanes tell the same frames for voiced; one of them is enough.
    if (alike.some(({ voiced }) => voiced)) owners.add(ownerOf(alike, energy));
    open = open.filter((lane) => !alike.includes(lane));
  }
  return owners;
}

function ownerOf(alike: readonly Lane[], energy: number): number {
  const speaking = alike.filter((lane) => lane.isSpeaking && lane.energy >= energy * STILL_LOUD);
  const candidates = speaking.length > 0 ? speaking : alike.filter((lane) => lane.energy >= energy * AS_LOUD);
  return Math.min(...candidates.map(({ channel }) => channel));
}
