import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const AUDIO = { "content-type": "audio/wav" };
const PIECE_BYTES = 16_384;
/** Answers of trouble that a path `/flaky` gives before it gives the audio. */
const FLAKES = 2;

type Answer = (response: ServerResponse) => unknown;

export interface AudioServer {
  readonly url: string;
  /** Requests so far, by path. */
  readonly requests: ReadonlyMap<string, number>;
  /** Resolves when the client of an endless answer has gone. */
  readonly abandoned: Promise<unknown>;
  readonly close: () => void;
}

/** A server on loopback that gives out one recording in every manner that servers have. */
export async function startAudioServer(audio: Buffer): Promise<AudioServer> {
  const requests = new Map<string, number>();
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<unknown>();

  async function drip(response: ServerResponse, pieceBytes: number, pauseMs: number): Promise<void> {
    for (let at = 0; at < audio.length; at += pieceBytes) {
      response.write(audio.subarray(at, at + pieceBytes));
      await sleep(pauseMs);
    }
    response.end();
  }

  const answers: Readonly<Record<string, Answer>> = {
    "/plain": (response) => response.writeHead(200, { ...AUDIO, "content-length": audio.length }).end(audio),
    "/redirect": (response) => response.writeHead(302, { location: "/again" }).end(),
    "/again": (response) => response.writeHead(307, { location: "/plain?x=1#y" }).end("see there"),
    "/chunked": (response) => drip(response.writeHead(200, AUDIO), PIECE_BYTES, 0),
    "/gzip": (response) => response.writeHead(200, { ...AUDIO, "content-encoding": "gzip" }).end(gzipSync(audio)),
    "/drip": (response) => drip(response.writeHead(200, AUDIO), PIECE_BYTES, 300),
    "/lie": (response) => response.writeHead(200, { "content-type": "text/html" }).end(audio),
    "/untold": (response) => response.writeHead(200).end(audio),
    "/flaky": (response) => {
      const isTrouble = (requests.get("/flaky") ?? 0) <= FLAKES;
      response.writeHead(isTrouble ? 500 : 200, AUDIO).end(isTrouble ? "" : audio);
    },
    "/endless": async (response) => {
      response.writeHead(200, AUDIO).once("close", abandon);
      for (; !response.destroyed; await sleep(100)) response.write(audio.subarray(0, 100));
    },
    "/missing": (response) => response.writeHead(404).end(),
    "/forbidden": (response) => response.writeHead(403).end(),
    "/page": (response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><p>sign in"),
    "/empty": (response) => response.writeHead(200, { ...AUDIO, "content-length": 0 }).end(),
    "/huge": (response) => response.writeHead(200, { ...AUDIO, "content-length": 6 * 1024 ** 3 }).write("RIFF"),
    "/loop": (response) => response.writeHead(302, { location: "/loop" }).end(),
    "/astray": (response) => response.writeHead(302, { location: "file:///etc/passwd" }).end(),
    "/broken": (response) => {
      response.writeHead(200, { ...AUDIO, "content-length": audio.length }).write(audio.subarray(0, 1000));
      setTimeout(() => response.destroy(), 50);
    },
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://audio");
    requests.set(pathname, (requests.get(pathname) ?? 0) + 1);
    await answers[pathname]?.(response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  function close(): void {
    server.close();
    server.closeAllConnections();
  }
  return { url: `http://127.0.0.1:${port}`, requests, abandoned, close };
}
