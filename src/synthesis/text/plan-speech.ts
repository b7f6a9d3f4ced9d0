import type { Phrase, Prosody } from "../../contract/synthesis.ts";
import { combineProsody, isNeutral } from "./combine-prosody.ts";
import type { SsmlPart } from "./parse-ssml.ts";
import { splitPhrases } from "./split-phrases.ts";

/** What is to be spoken, in order; empty when there is nothing to say. */
export interface SpeechPlan {
  /** Silence before the first phrase, in milliseconds. */
  readonly leadMs: number;
  readonly phrases: readonly Phrase[];
}

/** Cuts what is to be said into phrases, each in one prosody, with the breaks that follow them. */
export function planSpeech(parts: readonly SsmlPart[], base: Prosody): SpeechPlan {
  const phrases: Phrase[] = [];
  let leadMs = 0;
  for (const part of joinTexts(parts)) {
    const last = phrases.at(-1);
    if ("breakMs" in part) {
      if (last === undefined) leadMs += part.breakMs;
      else phrases.splice(-1, 1, { ...last, breakMs: (last.breakMs ?? 0) + part.breakMs });
      continue;
    }
    const prosody = combineProsody(base, part.prosody);
    const plain = splitPhrases(part.text, last);
    phrases.push(...(isNeutral(prosody) ? plain : plain.map((phrase) => Object.assign(phrase, { prosody }))));
  }
  return { leadMs, phrases };
}

/** Texts that follow each other in one prosody are one text: where a comment or an entity parts it, nobody pauses. */
function joinTexts(parts: readonly SsmlPart[]): SsmlPart[] {
  const joined: SsmlPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last === undefined || "breakMs" in last || "breakMs" in part || !isSame(last.prosody, part.prosody)) {
      joined.push(part);
    } else {
      joined.splice(-1, 1, { ...last, text: last.text + part.text });
    }
  }
  return joined;
}

function isSame(one: Prosody, other: Prosody): boolean {
  return one.pitch === other.pitch && one.tempo === other.tempo && one.gain === other.gain;
}
