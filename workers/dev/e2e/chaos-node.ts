import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { reservePort } from "../reserve-port.ts";
import type { ChaosDeployment } from "./chaos-deployment.ts";
import { enginesOf } from "./processes.ts";

const PROGRAM = resolve(import.meta.dirname, "../../../inference-node/main.ts");
const ASK_EVERY_MS = 20;
const LONGEST_WAIT_MS = 30_000;
const Created = z.object({ key: z.string() });

/** A node of the test's own beside those of the deployment, which nobody starts again. */
export class ChaosNode {
  readonly #process: ChildProcess;
  readonly #metricsUrl: string;

  private constructor(process: ChildProcess, metricsUrl: string) {
    this.#process = process;
    this.#metricsUrl = metricsUrl;
  }

  /** Resolves when it takes work. */
  static async start({ ready, dataDir }: ChaosDeployment): Promise<ChaosNode> {
    const answer = await fetch(`${ready.url}/admin/nodes`, {
      method: "POST",
      headers: { authorization: `Bearer ${ready.admin_key}`, "content-type": "application/json" },
      body: JSON.stringify({ name: "chaos" }),
    });
    const { key } = Created.parse(await answer.json());
    const port = await reservePort(0);
    const log = await open(join(dataDir, "log"), "a");
    const flags = ["--url", ready.url, "--concurrency", "1", "--threads", "1", "--metrics-port", String(port)];
    const program = spawn(process.execPath, [PROGRAM, ...flags], {
      env: { ...process.env, VOXEDGE_NODE_KEY: key },
      stdio: ["ignore", log.fd, log.fd],
    });
    await log.close();
    const node = new ChaosNode(program, `http://127.0.0.1:${port}/metrics`);
    await node.#untilMetric("in_flight", (value) => value === 0);
    return node;
  }

  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT" | "SIGTERM"): void {
    this.#process.kill(name);
  }

  /** Resolves to the exit code, null after a kill. */
  async exited(): Promise<number | null> {
    if (this.#process.exitCode === null && this.#process.signalCode === null) await once(this.#process, "exit");
    return this.#process.exitCode;
  }

  /** From now on it takes chunks and never ends them: its recognizer stands still. */
  freezeEngines(): void {
    for (const pid of enginesOf(this.#process.pid ?? 0)) process.kill(pid, "SIGSTOP");
  }

  thawEngines(): void {
    for (const pid of enginesOf(this.#process.pid ?? 0)) process.kill(pid, "SIGCONT");
  }

  /** Resolves when it works on something. */
  async untilBusy(): Promise<void> {
    await this.#untilMetric("in_flight", (value) => value > 0);
  }

  /** Resolves when it has given up or given back that many chunks. */
  async untilFailed(chunks: number): Promise<void> {
    await this.#untilMetric("chunks_failed_total", (value) => value >= chunks);
  }

  async end(): Promise<void> {
    this.thawEngines();
    this.signal("SIGKILL");
    await this.exited();
  }

  async #untilMetric(name: string, condition: (value: number) => boolean): Promise<void> {
    const deadline = Date.now() + LONGEST_WAIT_MS;
    for (;;) {
      const text = await fetch(this.#metricsUrl).then(
        (answer) => answer.text(),
        () => "",
      );
      const value = new RegExp(`^voxedge_node_${name} (\\S+)$`, "m").exec(text)?.[1];
      if (value !== undefined && condition(Number(value))) return;
      if (Date.now() > deadline) throw new Error(`${name} stays at ${value}`);
      await sleep(ASK_EVERY_MS);
    }
  }
}
