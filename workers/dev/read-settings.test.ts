import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { readSettings } from "./read-settings.ts";
import { makeTempDir } from "./temp-dir.ts";

test("documented keys become the vars that the Worker reads", async ({ expect, onTestFinished }) => {
  const file = join(await makeTempDir(onTestFinished), "config.json");
  await writeFile(file, JSON.stringify({ max_duration_seconds: 60, retention_hours: 0 }));
  expect(await readSettings(file)).toEqual({ MAX_DURATION_SECONDS: "60", RETENTION_HOURS: "0" });
  await writeFile(file, "{}");
  expect(await readSettings(file)).toEqual({});
});

test.for(['{"max_duration": 60}', '{"max_duration_seconds": "60"}', '{"retention_hours": -1}', "{", "[]"])(
  "%s is refused in one line that names the file",
  async (text, { expect, onTestFinished }) => {
    const file = join(await makeTempDir(onTestFinished), "config.json");
    await writeFile(file, text);
    await expect(readSettings(file)).rejects.toThrow(new RegExp(`^${file}: [^\\n]+$`));
  },
);

test("a missing file is refused", async ({ expect, onTestFinished }) => {
  const file = join(await makeTempDir(onTestFinished), "config.json");
  await expect(readSettings(file)).rejects.toThrow("no such file");
});
