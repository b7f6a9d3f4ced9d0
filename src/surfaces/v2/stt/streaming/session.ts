import type { JobFrame } from "../../../../contract/events.ts";
import type { FaultCode } from "../../../../contract/faults.ts";
import { describeIssues } from "../../../../http/describe-issues.ts";
import { MODELS } from "../models.ts";
import { CLOSE, closeCodeOf } from "./close-codes.ts";
import { type Hearing, hearFrame, hearPartial, NOTHING_HEARD } from "./hearing.ts";
import { ConfigFrame, type ServerFrame, TokenFrame } from "./wire.ts";

/** Largest message of a client. */
export const MAX_MESSAGE_BYTES = 1024 * 1024;

/**
 * One session from its first message to its close, as pure transitions: the key (unless a header told it), the
 * configuration, audio up to an empty message, and meanwhile and after that what is recognized.
 */
export interface Session {
  readonly phase: "key" | "config" | "listening" | "ending" | "closed";
  readonly hearing: Hearing;
  readonly tellsPartial: boolean;
}

export type SessionEvent =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  /** The key is good. */
  | { readonly type: "admitted" }
  /** The job runs. */
  | { readonly type: "started"; readonly jobId: string }
  /** The job says something. */
  | { readonly type: "told"; readonly frame: JobFrame }
  /** The job has said all it has to say for now. */
  | { readonly type: "silent" }
  /** The client has not said in time what has to come first. */
  | { readonly type: "late" }
  /** The client sends faster than anything can be stored. */
  | { readonly type: "flooded" }
  | { readonly type: "failed"; readonly code: FaultCode; readonly detail: string }
  /** The client is gone. */
  | { readonly type: "left" };

export type SessionEffect =
  | { readonly type: "admit"; readonly key: string }
  | { readonly type: "start"; readonly config: ConfigFrame }
  | { readonly type: "gather"; readonly bytes: Uint8Array }
  | { readonly type: "endAudio" }
  | { readonly type: "say"; readonly frame: ServerFrame }
  | { readonly type: "close"; readonly code: number };

export type Step = readonly [session: Session, effects: readonly SessionEffect[]];

export const NEW_SESSION: Session = { phase: "key", hearing: NOTHING_HEARD, tellsPartial: false };

export function step(session: Session, event: SessionEvent): Step {
  if (session.phase === "closed") return [session, []];
  switch (event.type) {
    case "text":
      return readText(session, event.text);
    case "bytes":
      return readBytes(session, event.bytes);
    case "admitted":
      return [{ ...session, phase: "config" }, []];
    case "started":
      return [{ ...session, phase: "listening" }, [say({ type: "created", id: event.jobId })]];
    case "told":
      return hear(session, event.frame);
    case "silent": {
      const { hearing, says } = session.tellsPartial ? hearPartial(session.hearing) : { ...session, says: [] };
      return [{ ...session, hearing }, says.map(say)];
    }
    case "late": {
      if (session.phase !== "key" && session.phase !== "config") return [session, []];
      const [code, message] = session.phase === "key" ? [CLOSE.badKey, "no key came"] : [CLOSE.badConfig, NO_CONFIG];
      return end(session, code, message);
    }
    case "flooded":
      return end(session, CLOSE.tooMuch, "the audio comes faster than it can be stored");
    case "failed":
      return end(session, closeCodeOf(event.code), event.detail);
    default:
      return [{ ...session, phase: "closed" }, session.phase === "listening" ? [{ type: "endAudio" }] : []];
  }
}

const NO_CONFIG = "no configuration came";
const TOO_LARGE = `a message is larger than ${MAX_MESSAGE_BYTES} bytes`;

function readText(session: Session, text: string): Step {
  if (text.length > MAX_MESSAGE_BYTES) return end(session, CLOSE.tooLarge, TOO_LARGE);
  const json = parseJson(text);
  if (session.phase === "key") {
    const frame = TokenFrame.safeParse(json);
    if (!frame.success) return end(session, CLOSE.badKey, `the first message must be {"token": "<api key>"}`);
    return [session, [{ type: "admit", key: frame.data.token }]];
  }
  if (session.phase === "listening") return end(session, CLOSE.badConfig, "there is one configuration to a session");
  if (session.phase !== "config") return [session, []];
  // Some clients send their key in a header and in a message.
  if (TokenFrame.safeParse(json).success && !ConfigFrame.safeParse(json).success) return [session, []];
  const config = ConfigFrame.safeParse(json);
  if (!config.success) return end(session, CLOSE.badConfig, describeIssues(config.error));
  const { model, include_partial } = config.data;
  if (!MODELS.some(({ name }) => name === model)) return end(session, CLOSE.badModel, `there is no model ${model}`);
  return [{ ...session, tellsPartial: include_partial === true }, [{ type: "start", config: config.data }]];
}

function readBytes(session: Session, bytes: Uint8Array): Step {
  if (session.phase === "key") return end(session, CLOSE.badKey, "audio came before the key");
  if (session.phase === "config") return end(session, CLOSE.badConfig, "audio came before the configuration");
  if (session.phase !== "listening") return [session, []];
  if (bytes.byteLength === 0) return [{ ...session, phase: "ending" }, [{ type: "endAudio" }]];
  if (bytes.byteLength <= MAX_MESSAGE_BYTES) return [session, [{ type: "gather", bytes }]];
  return end(session, CLOSE.tooLarge, TOO_LARGE);
}

function hear(session: Session, frame: JobFrame): Step {
  const { hearing, says } = hearFrame(session.hearing, frame);
  const heard: Session = { ...session, hearing };
  if (frame.type !== "done") return [heard, says.map(say)];
  const { status, failure } = frame.snapshot;
  const cut = failure === null ? CLOSE.cancelled : closeCodeOf(failure.code);
  const code = status === "complete" ? CLOSE.done : cut;
  return [{ ...heard, phase: "closed" }, [...says.map(say), ...stopListening(session), { type: "close", code }]];
}

/** Closes a session before its job is over; what was said so far is still recognized. */
function end(session: Session, code: number, message: string): Step {
  const told = say({ type: "error", message });
  return [{ ...session, phase: "closed" }, [told, ...stopListening(session), { type: "close", code }]];
}

function stopListening({ phase }: Session): SessionEffect[] {
  return phase === "listening" ? [{ type: "endAudio" }] : [];
}

function say(frame: ServerFrame): SessionEffect {
  return { type: "say", frame };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
