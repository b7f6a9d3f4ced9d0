/**
 * The process of eSpeak NG, started by espeak-engine.ts. eSpeak blocks its process while it speaks, and its licence
 * (GPL-3) asks for a distance. Speaks EspeakRequest and EspeakReply over IPC; requests wait until it is loaded.
 */
import { type EspeakReply, EspeakRequest } from "./espeak-messages.ts";
import { Espeak } from "./espeak.ts";

const opening = Espeak.open();

async function answer(message: unknown): Promise<EspeakReply> {
  try {
    const { text, voice, language, prosody } = EspeakRequest.parse(message);
    const espeak = await opening;
    return { type: "spoken", samples: espeak.speak(text, voice, language, prosody) };
  } catch (error) {
    return { type: "failed", reason: String(error) };
  }
}

// Ctrl-C reaches the whole process group; the node decides when its engines end, by a kill or by closing the channel.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
process.on("disconnect", () => process.exit());
process.on("message", (message) => void answer(message).then((reply) => process.send?.(reply)));
