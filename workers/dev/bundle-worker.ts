import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

/** One module of a Worker, as Miniflare takes it. */
export type WorkerModule =
  | { readonly type: "ESModule"; readonly path: string; readonly contents: string }
  | { readonly type: "CompiledWasm"; readonly path: string; readonly contents: Uint8Array };

/**
 * The modules of a Worker, its entry first: one ES module with all imports inside, built as `wrangler deploy` builds it,
 * and the WebAssembly that it imports, which workerd compiles itself.
 */
export async function bundleWorker(entryPoint: string): Promise<WorkerModule[]> {
  const wasm: WorkerModule[] = [];
  const { outputFiles } = await build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".txt": "text", ".html": "text", ".sql": "text", ".bin": "binary" },
    define: { "process.env.NODE_ENV": '"production"' },
    plugins: [keepWasmApart(wasm)],
    keepNames: true,
    logLevel: "silent",
  });
  const [bundle] = outputFiles;
  if (bundle === undefined) throw new Error(`esbuild made nothing of ${entryPoint}`);
  return [{ type: "ESModule", path: "worker.js", contents: bundle.text }, ...wasm];
}

/** Leaves imports of `.wasm` files in the bundle, as modules that go by their file's name. */
function keepWasmApart(modules: WorkerModule[]): Plugin {
  return {
    name: "keep-wasm-apart",
    setup(esbuild) {
      esbuild.onResolve({ filter: /\.wasm$/ }, async ({ path, resolveDir }) => {
        const name = basename(path);
        const contents = await readFile(resolve(resolveDir, path));
        if (!modules.some((module) => module.path === name))
          modules.push({ type: "CompiledWasm", path: name, contents });
        return { path: `./${name}`, external: true };
      });
    },
  };
}
