import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new empty folder that is gone after the test; takes the test's `onTestFinished`. */
export async function makeTempDir(onTestFinished: (cleanUp: () => Promise<void>) => void): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "voxedge-test-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}
