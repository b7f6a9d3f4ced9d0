/** What one job remembers that is not a list: named values, kept as JSON. `Shape` names them and their types. */
export class Facts<Shape extends object> {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
  }

  get<Name extends keyof Shape & string>(name: Name): Shape[Name] | undefined {
    const row = this.#sql.exec<{ value: string }>("SELECT value FROM facts WHERE name = ?", name).toArray()[0];
    if (row === undefined) return undefined;
    const value: Shape[Name] = JSON.parse(row.value);
    return value;
  }

  set<Name extends keyof Shape & string>(name: Name, value: Shape[Name]): void {
    this.#sql.exec("INSERT OR REPLACE INTO facts VALUES (?, ?)", name, JSON.stringify(value));
  }
}

/** Whether anything was ever stored, without creating tables for an id that nobody started. */
export function hasFacts(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'facts'").toArray().length > 0;
}
