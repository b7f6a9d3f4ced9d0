/**
 * The process of Silero's network, started by silero-engine.ts. onnxruntime blocks its process while it computes, and a
 * model file that crashes it must not take the node along. Speaks SileroRequest and SileroReply over IPC.
 */
import { type SileroReply, SileroRequest } from "./silero-messages.ts";
import { SileroModel } from "./silero-model.ts";

let model: SileroModel | undefined;

async function answer(request: SileroRequest): Promise<SileroReply> {
  if (request.type === "open") {
    model = await SileroModel.open(request.path);
    return { type: "opened", version: model.version };
  }
  if (model === undefined) return { type: "failed", reason: "judge came before open" };
  return { type: "judged", ...(await model.judge(request.samples, request.memory)) };
}

async function reply(message: unknown): Promise<void> {
  const outcome = await answer(SileroRequest.parse(message)).catch((error: unknown): SileroReply => ({
    type: "failed",
    reason: error instanceof Error ? error.message : String(error),
  }));
  process.send?.(outcome);
}

// Ctrl-C reaches the whole process group; the node decides when its engines end, by a kill or by closing the channel.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit());
process.on("message", (message) => void reply(message));
