import { readdirSync, readFileSync } from "node:fs";

/** A process of this machine, as /proc tells it. */
interface Running {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
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

/** Memory that a process and its living descendants have resident; what several of them share counts once. */
export function bytesOfTree(root: number): number {
  const all = listProcesses();
  const tree = new Set([root]);
  for (let size = 0; size < tree.size;) {
    size = tree.size;
    for (const { pid, parent } of all) if (tree.has(parent)) tree.add(pid);
  }
  return [...tree].reduce((sum, pid) => sum + proportionalBytes(pid), 0);
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
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return { pid, parent: Number(/^PPid:\s*(\d+)/m.exec(status)?.[1] ?? 0), command };
  } catch {
    return undefined;
  }
}

/** Each page that a process has resident, by its share among those that have it too. 0 when it has ended meanwhile. */
function proportionalBytes(pid: number): number {
  try {
    const kilobytes = /^Pss:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
