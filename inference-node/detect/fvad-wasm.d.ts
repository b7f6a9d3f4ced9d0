/** The part of the Emscripten module that is used; source: https://github.com/dpirch/libfvad, include/fvad.h */
declare module "@echogarden/fvad-wasm" {
  export interface FvadModule {
    readonly HEAP16: Int16Array;
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    /** 0 when out of memory. */
    _fvad_new(): number;
    _fvad_free(detector: number): void;
    /** Mode 0 (lets most pass) to 3 (lets least pass); -1 for another mode. */
    _fvad_set_mode(detector: number, mode: number): number;
    _fvad_set_sample_rate(detector: number, hz: number): number;
    /** 1 for speech, 0 for none, -1 for a frame that is not 10, 20 or 30 ms long. */
    _fvad_process(detector: number, samples: number, count: number): number;
  }
  function openFvad(): Promise<FvadModule>;
  export { openFvad as default };
}
