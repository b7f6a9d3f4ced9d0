import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { bundleWorker } from "./bundle-worker.ts";
import { makeTempDir } from "./temp-dir.ts";

test("WebAssembly stays a module of its own, imported once by the name of its file", async ({
  expect,
  onTestFinished,
}) => {
  const dir = await makeTempDir(onTestFinished);
  await writeFile(join(dir, "code.wasm"), Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  await writeFile(join(dir, "other.ts"), `export { default as other } from "./code.wasm";`);
  await writeFile(
    join(dir, "entry.ts"),
    `import code from "./code.wasm"; import { other } from "./other.ts"; export default { code, other };`,
  );
  const [entry, ...others] = await bundleWorker(join(dir, "entry.ts"));
  expect(entry).toMatchObject({ type: "ESModule", contents: expect.stringContaining(`from "./code.wasm"`) });
  const contents = await readFile(join(dir, "code.wasm"));
  expect(others).toEqual([{ type: "CompiledWasm", path: "code.wasm", contents }]);
});
