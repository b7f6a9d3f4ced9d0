import { ELEMENT_TYPES, onnxFile, type OnnxNode, type OnnxValue } from "./onnx-file.ts";

const LOUDNESS_GAIN = 40;
const BIAS = -4;

/** A state fades by its factor at each window and then takes up the loudness; its gain is its part in the answer. */
const STATES = {
  v5: [{ name: "state", next: "stateN", width: 128, fade: 0.5, gain: 8 }],
  legacy: [
    { name: "h", next: "hn", width: 64, fade: 0.5, gain: 4 },
    { name: "c", next: "cn", width: 64, fade: 0.25, gain: 12 },
  ],
} as const;

type Version = keyof typeof STATES;

/**
 * A network with the signature of Silero's v5 or of its predecessors that hears loudness instead of speech: a sigmoid of
 * the mean magnitude of its input and of what its states remember of earlier windows, true for 16 kHz alone.
 */
export function sileroFile(version: Version): Buffer {
  const states = STATES[version];
  const valueOf = (name: string, width: number): OnnxValue => ({ name, type: "float32", dims: [2, "batch", width] });
  return onnxFile({
    inputs: [
      { name: "input", type: "float32", dims: ["batch", "samples"] },
      ...states.map(({ name, width }) => valueOf(name, width)),
      { name: "sr", type: "int64", dims: [] },
    ],
    outputs: [
      { name: "output", type: "float32", dims: ["batch", 1] },
      ...states.map(({ next, width }) => valueOf(next, width)),
    ],
    constants: {
      gain: LOUDNESS_GAIN,
      bias: BIAS,
      rate: 16_000,
      ...Object.fromEntries(
        states.flatMap(({ name, fade, gain }) => [
          [`${name}_fade`, fade],
          [`${name}_gain`, gain],
        ]),
      ),
    },
    nodes: [
      { op: "Abs", inputs: ["input"], outputs: ["magnitude"] },
      { op: "ReduceMean", inputs: ["magnitude"], outputs: ["loudness"], attributes: { axes: [1], keepdims: 1 } },
      { op: "Mul", inputs: ["loudness", "gain"], outputs: ["loud"] },
      ...states.flatMap(({ name, next }) => memoryNodes(name, next)),
      { op: "Sum", inputs: ["loud", ...states.map(({ name }) => `${name}_past`)], outputs: ["heard"] },
      { op: "Cast", inputs: ["sr"], outputs: ["hz"], attributes: { to: ELEMENT_TYPES.float32 } },
      { op: "Div", inputs: ["hz", "rate"], outputs: ["scale"] },
      { op: "Mul", inputs: ["heard", "scale"], outputs: ["scaled"] },
      { op: "Add", inputs: ["scaled", "bias"], outputs: ["logit"] },
      { op: "Sigmoid", inputs: ["logit"], outputs: ["output"] },
    ],
  });
}

function memoryNodes(name: string, next: string): OnnxNode[] {
  return [
    { op: "Mul", inputs: [name, `${name}_fade`], outputs: [`${name}_faded`] },
    { op: "Add", inputs: [`${name}_faded`, "loudness"], outputs: [next] },
    { op: "ReduceMean", inputs: [name], outputs: [`${name}_row`], attributes: { axes: [0], keepdims: 0 } },
    { op: "ReduceMean", inputs: [`${name}_row`], outputs: [`${name}_mean`], attributes: { axes: [1], keepdims: 1 } },
    { op: "Mul", inputs: [`${name}_mean`, `${name}_gain`], outputs: [`${name}_past`] },
  ];
}

/** What {@link sileroFile} answers for a whole recording, window by window; the last one is filled up with silence. */
export function expectedProbabilities(version: Version, samples: Int16Array): number[] {
  const contextSamples = version === "v5" ? 64 : 0;
  const padded = new Int16Array(contextSamples + Math.ceil(samples.length / 512) * 512);
  padded.set(samples, contextSamples);
  const states = STATES[version].map(({ fade, gain }) => ({ fade, gain, value: 0 }));
  const probabilities: number[] = [];
  for (let at = 0; at + contextSamples < padded.length; at += 512) {
    const heard = padded.subarray(at, at + contextSamples + 512);
    const loudness = heard.reduce((sum, sample) => sum + Math.abs(sample) / 32_768, 0) / heard.length;
    const past = states.reduce((sum, { gain, value }) => sum + gain * value, 0);
    probabilities.push(1 / (1 + Math.exp(-(LOUDNESS_GAIN * loudness + past + BIAS))));
    for (const state of states) state.value = state.value * state.fade + loudness;
  }
  return probabilities;
}
