import openEspeak, { type EspeakModule, type EspeakWorker } from "@echogarden/espeak-ng-emscripten";
import {
  MAX_PHRASE_BYTES,
  type Prosody,
  SYNTHESIS_RATE,
  type SpokenLanguage,
  type Voice,
} from "../../src/contract/synthesis.ts";
import { BYTES_PER_SAMPLE } from "../../src/contract/units.ts";
import { cleanText } from "./clean-text.ts";
import { espeakMarkup } from "./espeak-markup.ts";
import { ESPEAK_VOICES } from "./espeak-voices.ts";
import { planProsody, USUAL_RATE } from "./plan-prosody.ts";
import { speedUp } from "./speed-up.ts";
import { stretch } from "./stretch.ts";
import { trimSilence } from "./trim-silence.ts";

/** Room for every text that crosses into eSpeak: 5,000 characters, marked up, with a margin. */
const MAX_TEXT_BYTES = 256 * 1024;
/** What the deployment takes of one phrase, with a second left for the pause. Only rows of symbols come near. */
const MAX_SAMPLES = MAX_PHRASE_BYTES / BYTES_PER_SAMPLE - SYNTHESIS_RATE;

/** eSpeak NG in this process. Synchronous, and a fault in it may leave it broken: run it in a process of its own. */
export class Espeak {
  readonly #module: EspeakModule;
  readonly #worker: EspeakWorker;
  readonly #maxSamples: number;
  /** eSpeak's memory when it had said nothing yet, up to its last byte that is not zero. */
  readonly #fresh: Uint8Array;

  private constructor(module: EspeakModule, maxSamples: number) {
    this.#module = module;
    this.#maxSamples = maxSamples;
    this.#worker = new module.eSpeakNGWorker();
    // The binding keeps one buffer for texts and lets it grow a call late. It has to have its full size in the
    // memory that is restored, or eSpeak would be given the same place a second time.
    this.#worker.set_voice(" ".repeat(MAX_TEXT_BYTES));
    this.#worker.set_voice("en-us");
    this.#fresh = withoutFinalZeros(module.HEAPU8);
  }

  static async open(maxSamples = MAX_SAMPLES): Promise<Espeak> {
    return new Espeak(await openEspeak(), maxSamples);
  }

  /**
   * Samples at SYNTHESIS_RATE, silence around them included, as loud as the voice is by itself. Throws when the speech or
   * the text is too long.
   */
  speak(text: string, voice: Voice, language: SpokenLanguage, prosody?: Prosody): Int16Array {
    const { accents, variant, ...own } = ESPEAK_VOICES[voice];
    const say = (pitch: number, rate: number) =>
      this.#say(text, language, `${accents[language]}+${variant}`, pitch, rate);
    const plain = say(own.pitch, USUAL_RATE);
    if (prosody === undefined || (prosody.pitch === 0 && prosody.tempo === 1)) return plain;
    // What a rate does to the length depends on the text, so it is measured and the rest is made up for.
    const plan = planProsody({ accents, variant, ...own }, prosody);
    const speech = speedUp(trimSilence(say(plan.pitch, plan.rate)), plan.speedUp);
    const length = trimSilence(plain).length / prosody.tempo;
    if (length > this.#maxSamples) throw new Error("the speech is too long");
    return stretch(speech, length / Math.max(1, speech.length));
  }

  #say(text: string, language: SpokenLanguage, name: string, pitch: number, rate: number): Int16Array {
    this.#restore();
    if (this.#worker.set_voice(name) !== 0) throw new Error(`eSpeak has no voice ${name}`);
    this.#worker.set_pitch(pitch);
    this.#worker.set_rate(rate);
    const markup = espeakMarkup(cleanText(text, language), (word) => this.#phonemesOf(word));
    if (Buffer.byteLength(markup) >= MAX_TEXT_BYTES) throw new Error("the text is too long to be spoken");
    return this.#synthesize(markup);
  }

  #synthesize(markup: string): Int16Array {
    const blocks: Int16Array[] = [];
    let length = 0;
    this.#worker.synthesize(markup, (samples) => {
      blocks.push(samples);
      length += samples.length;
      return length > this.#maxSamples;
    });
    if (length > this.#maxSamples) throw new Error("the speech is too long");
    const speech = new Int16Array(length);
    let end = 0;
    for (const block of blocks) {
      speech.set(block, end);
      end += block.length;
    }
    return speech;
  }

  #phonemesOf(word: string): string {
    const { ptr } = this.#worker.convert_to_phonemes(word, false);
    const memory = this.#module.HEAPU8;
    return Buffer.from(memory.subarray(ptr, memory.indexOf(0, ptr))).toString("latin1");
  }

  /** Forgets all that was said: its generators run on from call to call, and the same text would sound different. */
  #restore(): void {
    this.#module.HEAPU8.set(this.#fresh);
    this.#module.HEAPU8.fill(0, this.#fresh.length);
  }
}

function withoutFinalZeros(memory: Uint8Array): Uint8Array {
  let end = memory.length;
  while (end > 0 && memory[end - 1] === 0) end -= 1;
  return memory.slice(0, end);
}
