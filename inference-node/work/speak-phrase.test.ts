import { setTimeout as sleep } from "node:timers/promises";
import { test } from "vitest";
import { SpeechFault } from "../../src/contract/faults.ts";
import { NodeDraining } from "../shutdown.ts";
import type { SynthesisEngine } from "../synthesize/engine.ts";
import { apiOf, phraseMessage, quietLog } from "../testing/factories.ts";
import { type CloudScript, openCloud } from "../testing/scripted-cloud.ts";
import { speakPhrase } from "./speak-phrase.ts";
import { ACK, HAND_BACK } from "./verdict.ts";

type Speak = SynthesisEngine["speak"];

const PROSODY = { pitch: 2, tempo: 0.5, gain: -6 };
const message = { ...phraseMessage("Good morning.", 4), prosody: PROSODY };
const samples = Int16Array.of(1, -2, 32_767, -32_768);
const fence = { epoch: 1, attempt: 3, holder: "node one" };
const path = `/node/v1/jobs/${message.jobId}/phrases/4`;

async function setUp(
  onTestFinished: (finish: () => Promise<void>) => void,
  { speak = async () => samples, ...script }: CloudScript & { speak?: Speak },
) {
  const cloud = await openCloud(onTestFinished, script);
  const drain = new AbortController();
  const ports = { api: apiOf(cloud), engine: { speak }, log: quietLog };
  const run = () => speakPhrase(ports, { message, ...fence, signal: drain.signal });
  return { cloud, drain, run };
}

test("speaks a phrase in its voice, language and prosody and hands it over under its fence", async ({
  expect,
  onTestFinished,
}) => {
  const asked: unknown[] = [];
  const speak: Speak = async (text, { voice, language, prosody }) => {
    asked.push(text, voice, language, prosody);
    return samples;
  };
  const { cloud, run } = await setUp(onTestFinished, { speak });
  expect(await run()).toEqual(ACK);
  expect(asked).toEqual(["Good morning.", "alloy", "en", PROSODY]);
  expect(cloud.phrases).toEqual([{ path: `${path}?epoch=1&attempt=3&holder=node+one`, samples }]);
  expect(cloud.failures).toEqual([]);
});

test.for(["stale", "cancelled", "duplicate"] as const)(
  "acknowledges a phrase that is answered with %s",
  async (outcome, { expect, onTestFinished }) => {
    const { cloud, run } = await setUp(onTestFinished, { phrase: () => ({ outcome }) });
    expect(await run()).toEqual(ACK);
    expect(cloud.failures).toEqual([]);
  },
);

test("hands over again when the deployment fails once", async ({ expect, onTestFinished }) => {
  let failures = 1;
  const { cloud, run } = await setUp(onTestFinished, {
    intercept: () => (failures-- > 0 ? { status: 503 } : undefined),
  });
  expect(await run()).toEqual(ACK);
  expect(cloud.phrases).toHaveLength(1);
});

test("reports an engine that fails, without its inner words, and acknowledges", async ({ expect, onTestFinished }) => {
  const speak: Speak = async () => {
    throw new Error("/secret/path exploded");
  };
  const { cloud, run } = await setUp(onTestFinished, { speak });
  expect(await run()).toEqual(ACK);
  expect(cloud.asked(path).map((request) => request.path)).toEqual([`${path}/failure`]);
  const failure = { code: "engine_failed", detail: "speech synthesis failed" };
  expect(cloud.failures).toEqual([{ fence, failure }]);
});

test("gives the phrase back when even the failure cannot be told", async ({ expect, onTestFinished }) => {
  const speak: Speak = async () => {
    throw new SpeechFault("engine_failed");
  };
  const { run } = await setUp(onTestFinished, { speak, intercept: () => ({ status: 500 }) });
  expect(await run()).toEqual({ settle: "retry", delaySeconds: 8 });
});

test("gives the phrase back when the deployment stays broken", async ({ expect, onTestFinished }) => {
  const { cloud, run } = await setUp(onTestFinished, {
    intercept: ({ method }) => (method === "PUT" ? { status: 503 } : undefined),
  });
  expect(await run()).toEqual({ settle: "retry", delaySeconds: 8 });
  expect(cloud.failures).toEqual([]);
});

test("hands a phrase back at once when the node drains", async ({ expect, onTestFinished }) => {
  const speak: Speak = (_text, { signal }) => sleep(60_000, samples, signal && { signal });
  const { cloud, drain, run } = await setUp(onTestFinished, { speak });
  setTimeout(() => drain.abort(new NodeDraining()), 20);
  expect(await run()).toEqual(HAND_BACK);
  expect(cloud.requests).toEqual([]);
});
