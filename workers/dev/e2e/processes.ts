import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine, as /proc tells it. */
interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly peakBytes: number;
}

/** The decoders that a node has forked. */
export function decodersOf(node: number): number[] {
  return childrenOf(node, "decoder-process");
}

/** The recognizers that a node has forked. */
export function enginesOf(node: number): number[] {
  return childrenOf(node, "engine-process");
}

/** The processes that a node has forked, those of one program or all. */
export function childrenOf(node: number, program = ""): number[] {
  return listProcesses()
    .filter(({ parent, command }) => parent === node && command.includes(program))
    .map(({ pid }) => pid);
}

/** Most memory that a process and each of its living descendants ever had resident, added up: never less than the truth. */
export function peakBytesOfTree(root: number): number {
  const all = listProcesses();
  const tree = new Set([root]);
  for (let size = 0; size < tree.size;) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return all.reduce((sum, { pid, peakBytes }) => sum + (tree.has(pid) ? peakBytes : 0), 0);
}

function listProcesses(): Running[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
}

/** Undefined when the process has ended meanwhile. */
function readProcess(pid: number): Running | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const field = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+)`, "m").exec(status)?.[1] ?? 0);
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return { pid, parent: field("PPid"), command, peakBytes: field("VmHWM") * 1024 };
  } catch {
    return undefined;
  }
}
