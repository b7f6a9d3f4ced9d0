/**
 * Computes 1 + 1 on the device named by the first argument and exits 0, or exits 1 with the reason on stderr. A driver
 * that crashes takes only this process with it.
 */
import { InferenceSession, Tensor } from "onnxruntime-node";

/**
 * An ONNX graph of 63 bytes: y = Add(x, x), both float32 [1]. Printed by
 *
 *     from onnx import TensorProto, helper
 *     value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1])
 *     graph = helper.make_graph([helper.make_node("Add", ["x", "x"], ["y"])], "g", [value("x")], [value("y")])
 *     model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
 *     print(base64.b64encode(model.SerializeToString()).decode())
 */
const DOUBLE = "CAg6NQoOCgF4CgF4EgF5IgNBZGQSAWdaDwoBeBIKCggIARIECgIIAWIPCgF5EgoKCAgBEgQKAggBQgQKABAR";

async function probe(device: string): Promise<void> {
  const session = await InferenceSession.create(Buffer.from(DOUBLE, "base64"), {
    executionProviders: [device],
    logSeverityLevel: 3,
  });
  const { y } = await session.run({ x: new Tensor("float32", [1], [1]) });
  const [two] = (await y?.getData()) ?? [];
  if (two !== 2) throw new Error(`1 + 1 gave ${two}`);
}

try {
  await probe(process.argv[2] ?? "");
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
}
