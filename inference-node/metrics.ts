import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** What a node counts, with the help text of each figure. Names get the prefix `voxedge_node_` and the suffix `_total`. */
const COUNTERS = {
  chunks_done: "Chunks recognized to the end.",
  chunks_failed: "Chunks reported as failed or given back.",
  recordings_done: "Recordings decoded and cut to the end.",
  recordings_failed: "Recordings reported as unreadable or given back.",
  audio_seconds: "Seconds of audio recognized.",
  compute_seconds: "Seconds of wall time that recognition took.",
  queue_errors: "Failed calls to a queue.",
} as const;

type Counter = keyof typeof COUNTERS;

export class Metrics {
  readonly #counts = new Map<string, number>();

  count(counter: Counter, amount = 1): void {
    this.#counts.set(counter, (this.#counts.get(counter) ?? 0) + amount);
  }

  /** Prometheus text format 0.0.4. `inFlight` is the number of pieces of work under way. */
  render(inFlight: number): string {
    const counters = Object.entries(COUNTERS).map(([name, help]) =>
      sample(`${name}_total`, "counter", help, this.#counts.get(name) ?? 0),
    );
    return [...counters, sample("in_flight", "gauge", "Pieces of work under way.", inFlight)].join("");
  }
}

/** Serves `/metrics` and `/healthz` on the loopback interface; port 0 takes a free one. */
export async function serveMetrics(render: () => string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url === "/metrics") {
      response.setHeader("content-type", "text/plain; version=0.0.4; charset=utf-8").end(render());
    } else if (request.url === "/healthz") {
      response.end("ok\n");
    } else {
      response.writeHead(404).end();
    }
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // Nobody's scrape keeps a drained node alive.
  server.unref();
  return server;
}

function sample(name: string, type: "counter" | "gauge", help: string, value: number): string {
  const full = `voxedge_node_${name}`;
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${full} ${value}\n`;
}
