/** A tensor by name; a text among its dimensions is a free one. */
export interface OnnxValue {
  readonly name: string;
  readonly type: "float32" | "int64";
  readonly dims: readonly (number | string)[];
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers and lists of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  /** Scalars of float32 by name. */
  readonly constants?: Readonly<Record<string, number>>;
}

/** Numbers of TensorProto.DataType and AttributeProto.AttributeType. */
export const ELEMENT_TYPES = { float32: 1, int64: 7 } as const;
const ATTRIBUTE_TYPES = { int: 2, ints: 7 } as const;
const OPSET = 17;
const IR_VERSION = 8;

/** An ONNX model file. Field numbers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */
export function onnxFile({ inputs, outputs, nodes, constants = {} }: OnnxGraph): Buffer {
  const graph = message(
    ...nodes.map((node) => field(1, nodeProto(node))),
    field(2, "made"),
    ...Object.entries(constants).map(([name, value]) => field(5, scalarProto(name, value))),
    ...inputs.map((value) => field(11, valueProto(value))),
    ...outputs.map((value) => field(12, valueProto(value))),
  );
  return message(field(1, IR_VERSION), field(7, graph), field(8, message(field(1, ""), field(2, OPSET))));
}

function nodeProto({ op, inputs, outputs, attributes = {} }: OnnxNode): Buffer {
  return message(
    ...inputs.map((name) => field(1, name)),
    ...outputs.map((name) => field(2, name)),
    field(4, op),
    ...Object.entries(attributes).map(([name, value]) => field(5, attributeProto(name, value))),
  );
}

function attributeProto(name: string, value: number | readonly number[]): Buffer {
  if (typeof value === "number") return message(field(1, name), field(3, value), field(20, ATTRIBUTE_TYPES.int));
  return message(field(1, name), ...value.map((item) => field(8, item)), field(20, ATTRIBUTE_TYPES.ints));
}

function scalarProto(name: string, value: number): Buffer {
  const bytes = Buffer.from(Float32Array.of(value).buffer);
  return message(field(2, ELEMENT_TYPES.float32), field(8, name), field(9, bytes));
}

function valueProto({ name, type, dims }: OnnxValue): Buffer {
  const shape = message(...dims.map((dim) => field(1, message(field(typeof dim === "number" ? 1 : 2, dim)))));
  const tensor = message(field(1, ELEMENT_TYPES[type]), field(2, shape));
  return message(field(1, name), field(2, message(field(1, tensor))));
}

function message(...fields: readonly Buffer[]): Buffer {
  return Buffer.concat(fields);
}

/** One field of the protocol buffers' wire format: a whole number, or text or bytes with their length. */
function field(number: number, value: number | string | Buffer): Buffer {
  if (typeof value === "number") return Buffer.concat([varint(number << 3), varint(value)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) | 0x80);
  }
}
