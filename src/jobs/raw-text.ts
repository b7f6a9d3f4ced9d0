/** What was recognized, in reading order, before a prompt preset takes words out. Kept only for presets that do. */
export class RawText {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS raw (n INTEGER PRIMARY KEY, text TEXT NOT NULL)");
  }

  append(text: string): void {
    if (text !== "") this.#sql.exec("INSERT INTO raw (text) VALUES (?)", text);
  }

  text(): string {
    return this.#sql
      .exec<{ text: string }>("SELECT text FROM raw ORDER BY n")
      .toArray()
      .map((row) => row.text)
      .join("")
      .trimStart();
  }
}
