import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** What applying needs of a D1 database. */
interface SqlDatabase<Statement> {
  prepare(
    sql: string,
  ): Statement & { bind(...values: unknown[]): Statement; all(): Promise<{ results: Record<string, unknown>[] }> };
  batch(statements: Statement[]): Promise<unknown>;
}

/**
 * Brings a D1 database up to date with the drizzle-kit migrations in a folder, each in one transaction. Applied ones
 * are remembered in `d1_migrations`, the table that `wrangler d1 migrations apply` keeps. Returns the names applied now.
 */
export async function applyMigrations<Statement>(
  database: SqlDatabase<Statement>,
  directory: string,
): Promise<string[]> {
  await database
    .prepare(
      `CREATE TABLE IF NOT EXISTS d1_migrations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT UNIQUE,
        applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
      )`,
    )
    .all();
  const { results } = await database.prepare(`SELECT name FROM d1_migrations`).all();
  const applied = new Set(results.map((row) => row.name));
  const files = (await readdir(directory)).filter((name) => name.endsWith(".sql")).toSorted();
  const missing = files.filter((name) => !applied.has(name));
  for (const name of missing) {
    const sql = await readFile(join(directory, name), "utf8");
    const statements = sql
      .split("--> statement-breakpoint")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== "");
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare(`INSERT INTO d1_migrations (name) VALUES (?)`).bind(name),
    ]);
  }
  return missing;
}
