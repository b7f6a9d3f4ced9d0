import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { childEnvironment } from "./child-environment.ts";
import { DEVICES, type Device } from "./device.ts";

const PROGRAM = fileURLToPath(new URL("probe-process.ts", import.meta.url));

/** The first use of a GPU may load gigabytes of driver libraries from disk. */
const LIMIT_MS = 60_000;

/**
 * The device to run on: the requested one, or under `auto` the first of cuda, webgpu and cpu that works. A device works
 * when a process of its own computed on it: the list that onnxruntime reports is fixed at build time and proves nothing.
 * Throws an Error of one line when none works.
 */
export async function probeDevice(
  requested: Device | "auto",
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Device> {
  const failures: string[] = [];
  for (const device of requested === "auto" ? DEVICES : [requested]) {
    const failure = await failureOn(device, childEnvironment(environment));
    if (failure === undefined) return device;
    failures.push(`${device}: ${failure}`);
  }
  throw new Error(`device ${requested} cannot be used (${failures.join("; ")})`);
}

/** Why one device cannot be used, in one line; undefined when it can. */
function failureOn(device: Device, environment: Record<string, string>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const options = { env: environment, timeout: LIMIT_MS, killSignal: "SIGKILL" } as const;
    execFile(process.execPath, [PROGRAM, device], options, (error, _stdout, stderr) => {
      if (error === null) resolve(undefined);
      else resolve(lastLine(stderr) ?? (error.signal ? `the probe ended with ${error.signal}` : error.message));
    });
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split("\n").at(-1)?.trim() || undefined;
}
