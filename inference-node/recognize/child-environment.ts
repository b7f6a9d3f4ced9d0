/** Variables that drivers, the loader and their caches read; none of them can hold a key. */
const PASSED_NAMES = new Set(["HOME", "LANG", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "XDG_CACHE_HOME"]);
const PASSED_PREFIXES = ["CUDA_", "NVIDIA_", "VK_"];

/**
 * The environment of a process that loads onnxruntime: what drivers need of the host's, and nothing that could be a
 * secret. onnxruntime reports usage over the network by default on Linux; that is switched off here.
 */
export function childEnvironment(host: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(host)) {
    const wanted = PASSED_NAMES.has(name) || PASSED_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (wanted && value !== undefined) passed[name] = value;
  }
  return { ...passed, ORT_DISABLE_TELEMETRY: "1" };
}
