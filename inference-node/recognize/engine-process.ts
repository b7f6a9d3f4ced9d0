/**
 * The process of one engine, started by fork-engine.ts. onnxruntime blocks its process while it computes and can only be
 * stopped with it, so it has one of its own. Speaks EngineRequest and EngineReply over IPC.
 */
import { CtcEngine } from "./ctc-engine.ts";
import { type EngineReply, EngineRequest } from "./engine-messages.ts";

let engine: CtcEngine | undefined;

async function answer(request: EngineRequest): Promise<EngineReply> {
  if (request.type === "open") {
    engine = await CtcEngine.open(request.model, request.device, request.threads);
    return { type: "opened" };
  }
  if (engine === undefined) return { type: "failed", reason: "recognize came before open" };
  const startedMs = performance.now();
  const tokens = await engine.recognize(request.samples);
  return { type: "recognized", tokens, computeMs: Math.round(performance.now() - startedMs) };
}

async function reply(message: unknown): Promise<void> {
  const outcome = await answer(EngineRequest.parse(message)).catch((error: unknown): EngineReply => ({
    type: "failed",
    reason: String(error),
  }));
  process.send?.(outcome);
}

// Ctrl-C reaches the whole process group; the node decides when its engines end, by a kill or by closing the channel.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit());
process.on("message", (message) => void reply(message));
