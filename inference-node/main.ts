import type { z } from "zod";
import { ChunkMessage, type NodeQueue, SplitMessage } from "../src/contract/messages.ts";
import { NODE_PATHS } from "../src/contract/node-api.ts";
import { PhraseMessage } from "../src/contract/synthesis.ts";
import { readConfig } from "./config.ts";
import { sendHeartbeats } from "./heartbeat.ts";
import { isKeyRefused } from "./http-call.ts";
import { startLog } from "./log.ts";
import { Metrics, serveMetrics } from "./metrics.ts";
import { type Delivery, PullLoop, type PullLoopOptions } from "./pull-loop.ts";
import { PullQueue } from "./queue.ts";
import { openEngines } from "./recognize/open-engines.ts";
import { probeDevice } from "./recognize/probe-device.ts";
import { onTermination } from "./shutdown.ts";
import { decodeAudio } from "./decode/decode-audio.ts";
import { DecoderPool } from "./decode/decoder-pool.ts";
import { openDetectors } from "./detect/open-detectors.ts";
import { splitLiveAudio, splitRecording } from "./split/split-recording.ts";
import { EspeakEngine } from "./synthesize/espeak-engine.ts";
import { recognizeChunk } from "./work/recognize-chunk.ts";
import { recognizeClaimed } from "./work/recognize-claimed.ts";
import { speakPhrase } from "./work/speak-phrase.ts";
import { splitJob, type SplitPorts } from "./work/split-job.ts";
import type { Verdict } from "./work/verdict.ts";
import { WorkerApi } from "./worker-api.ts";

/** Recordings decoded at once: a long one must not keep a short one waiting. */
const SPLITS_AT_ONCE = 2;
/** Live audio heard at once, beside recordings: between the words of its speaker it costs little but memory. */
const LIVE_AT_ONCE = 16;
/** Phrases taken at once: one is spoken while the samples of the one before are on their way. */
const PHRASES_AT_ONCE = 2;
const SHUTDOWN = { graceMs: 6000, limitMs: 8500 };

async function main(): Promise<void> {
  const config = readConfig();
  const log = startLog(config.logLevel);
  const shutdown = onTermination(process, SHUTDOWN);
  const { url, key, modelsFolder, vadFile, concurrency, threads, metricsPort, environment } = config;
  const device = await probeDevice(config.device, environment);
  const engines = await openEngines({ modelsFolder, device, processes: concurrency, threads, environment });
  const detectors = await openDetectors({ vadFile, modelsFolder, environment });
  const decoders = new DecoderPool();
  decoders.warm();
  const speaker = new EspeakEngine();
  speaker.warm();

  const api = new WorkerApi({ baseUrl: url, key, fetch });
  const metrics = new Metrics();
  const ports = { api, engineFor: (model: string) => engines.engineFor(model), log, metrics };
  function loopOver<M>(
    name: NodeQueue,
    schema: z.ZodType<M>,
    atOnce: number,
    work: (delivery: Delivery<M>) => Promise<Verdict>,
    aside?: PullLoopOptions<M>["aside"],
  ): PullLoop<M> {
    const [pullUrl, ackUrl] = [url + NODE_PATHS.pull(name), url + NODE_PATHS.ack(name)];
    const queue = new PullQueue({ pullUrl, ackUrl, token: key, fetch });
    return new PullLoop({ queue, schema, concurrency: atOnce, work, shutdown, log, metrics, ...(aside && { aside }) });
  }
  const chunks = loopOver("chunks", ChunkMessage, concurrency, ({ message, attempt, holder, signal }) =>
    recognizeChunk(ports, message, { fence: { epoch: message.epoch, attempt, holder }, signal }),
  );
  const splitPorts: SplitPorts = {
    ...ports,
    decodeAudio: (source, options) => decodeAudio(source, { ...options, decoders }),
    splitRecording: (pcm) => splitRecording(pcm, () => detectors.open()),
    splitLiveAudio: (pcm) => splitLiveAudio(pcm, () => detectors.open()),
    claims: {
      hasRoom: () => chunks.room > 0,
      take: (chunk, fence, samples) =>
        chunks.adopt((signal) => recognizeClaimed(ports, chunk, { fence, signal }, samples)),
    },
  };
  const splits = loopOver("split", SplitMessage, SPLITS_AT_ONCE, (delivery) => splitJob(splitPorts, delivery), {
    takes: ({ source }) => source === null,
    concurrency: LIVE_AT_ONCE,
  });
  const phrases = loopOver("phrases", PhraseMessage, PHRASES_AT_ONCE, (delivery) =>
    speakPhrase({ api, engine: speaker, log }, delivery),
  );

  if (metricsPort !== undefined) {
    await serveMetrics(() => metrics.render(splits.inFlight + chunks.inFlight + phrases.inFlight), metricsPort);
  }
  const models = [...engines.names, speaker.name];
  log.info("node.started", { url, device, models, vad: detectors.name, concurrency, threads });
  await Promise.all([
    sendHeartbeats({
      api,
      state: () => ({ models, device, chunksInFlight: chunks.inFlight, slots: concurrency }),
      stop: shutdown.stop,
      log,
    }),
    // A split that ends during the drain may still leave a claimed chunk behind, never the other way round.
    splits.run().then(() => chunks.idle()),
    chunks.run(),
    phrases.run(),
  ]);
  decoders.close();
  await Promise.all([engines.close(), detectors.close(), speaker.close()]);
  log.info("node.stopped");
}

try {
  await main();
  process.exit(0);
} catch (error) {
  // Whatever stops a node is told in one line; a stack says nothing to whoever runs it.
  const reason = isKeyRefused(error) ? "the deployment refuses this node's key" : oneLine(error);
  process.stderr.write(`voxedge node: ${reason}\n`);
  process.exit(1);
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, " ");
}
