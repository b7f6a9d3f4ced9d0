import { test } from "vitest";
import { Metrics, serveMetrics } from "./metrics.ts";
import { portOf } from "./testing/scripted-cloud.ts";

test("serves its counts in Prometheus text, and its health", async ({ expect, onTestFinished }) => {
  const metrics = new Metrics();
  metrics.count("chunks_done");
  metrics.count("chunks_done");
  metrics.count("audio_seconds", 12.5);
  const server = await serveMetrics(() => metrics.render(3), 0);
  onTestFinished(() => void server.close());
  const port = portOf(server);
  expect(server.address()).toMatchObject({ address: "127.0.0.1" });
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  expect(text).toContain("# TYPE voxedge_node_chunks_done_total counter\nvoxedge_node_chunks_done_total 2\n");
  expect(text).toContain("\nvoxedge_node_audio_seconds_total 12.5\n");
  expect(text).toContain("\nvoxedge_node_queue_errors_total 0\n");
  expect(text).toContain("# TYPE voxedge_node_in_flight gauge\nvoxedge_node_in_flight 3\n");
  expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/secret`)).status).toBe(404);
});

test("refuses a port that is taken", async ({ expect, onTestFinished }) => {
  const server = await serveMetrics(() => "", 0);
  onTestFinished(() => void server.close());
  await expect(serveMetrics(() => "", portOf(server))).rejects.toThrow("EADDRINUSE");
});
