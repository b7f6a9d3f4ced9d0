import { SpeechFault } from "../../../contract/faults.ts";
import { newId } from "../../../contract/ids.ts";
import {
  type AudioFormat,
  MAX_SSML_CODE_POINTS,
  MAX_TEXT_CODE_POINTS,
  SYNTHESIS_RATE,
} from "../../../contract/synthesis.ts";
import type { SpeechRequest } from "../../../synthesis/create-speech.ts";
import { countCharacters, readText } from "../../../synthesis/text/read-text.ts";
import { chosenModel } from "../model-choice.ts";
import { voiceOf } from "./models.ts";
import { MAX_SYNC_CODE_POINTS, type TtsJobRequest } from "./request-wire.ts";

const MAX_SAMPLES = 600 * SYNTHESIS_RATE;

const DEFAULT_RATES: Readonly<Record<AudioFormat, number>> = {
  mp3: SYNTHESIS_RATE,
  // The clock of Opus, whatever it is made from.
  opus: 48_000,
  wav: SYNTHESIS_RATE,
};

/**
 * The speech that a request of v2 means. Faults: `synthesis_model_not_found`, `speech_text_missing`,
 * `speech_text_too_long`, `speech_not_waitable`, `ssml_invalid`.
 */
export function acceptSpeech({ config, request }: TtsJobRequest): SpeechRequest {
  const { wait, audio_format: format, sample_rate, pitch, tempo } = config;
  const model = chosenModel(config);
  const voice = voiceOf(model);
  if (voice === undefined) {
    throw new SpeechFault("synthesis_model_not_found", `there is no model ${model}`, { context: { model } });
  }
  const isSsml = Boolean(request.ssml);
  const text = request.ssml || request.text || "";
  if (text === "") throw new SpeechFault("speech_text_missing");
  checkLength(text, isSsml, wait);
  const sampleRate = sample_rate ?? DEFAULT_RATES[format];
  const label = request.label || null;
  return {
    jobId: newId(),
    voice,
    text,
    isSsml,
    label,
    format,
    sampleRate,
    pitch,
    tempo,
    wait,
    maxSamples: MAX_SAMPLES,
  };
}

function checkLength(text: string, isSsml: boolean, wait: boolean): void {
  const maxLength = isSsml ? MAX_SSML_CODE_POINTS : MAX_TEXT_CODE_POINTS;
  const length = countCharacters(text);
  if (length > maxLength) {
    const detail = `the text is too large: ${length} > ${maxLength} characters`;
    throw new SpeechFault("speech_text_too_long", detail, { context: { length, maxLength } });
  }
  const { characters } = readText(text, isSsml);
  if (wait && characters > MAX_SYNC_CODE_POINTS) {
    const context = { length: characters, maxLength: MAX_SYNC_CODE_POINTS };
    const detail = `a text of more than ${MAX_SYNC_CODE_POINTS} characters cannot be waited for`;
    throw new SpeechFault("speech_not_waitable", detail, { context });
  }
}
