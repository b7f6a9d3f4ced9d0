/** The part of the Emscripten module that is used; source: https://github.com/echogarden-project/espeak-ng */
declare module "@echogarden/espeak-ng-emscripten" {
  export interface EspeakWorker {
    /** 0, or 2 for a language that is not known, which keeps the voice before. An unknown `+variant` is ignored. */
    set_voice(name: string): number;
    set_pitch(pitch: number): void;
    /** Words per minute, 80 to 450; 175 unless set. */
    set_rate(rate: number): void;
    /** Speaks SSML with phonemes in `[[ ]]`; blocks. The callback is given s16 mono and stops the speech by true. */
    synthesize(text: string, onSamples: (samples: Int16Array) => boolean): void;
    /** Pointer to NUL-terminated phoneme names with `_` between. */
    convert_to_phonemes(text: string, ipa: boolean): { readonly ptr: number };
  }
  export interface EspeakModule {
    readonly eSpeakNGWorker: new () => EspeakWorker;
    /** The whole memory; replaced when it grows. */
    readonly HEAPU8: Uint8Array;
  }
  function openEspeak(): Promise<EspeakModule>;
  export { openEspeak as default };
}
