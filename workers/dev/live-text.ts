interface Terminal {
  readonly columns: number;
  write(text: string): unknown;
}

const CLEAR_LINE = "\r\u001B[K";
const LINE_UP = "\u001B[A";

/** Text that grows on a terminal while one status line stays below it. Lines are broken here, so that their count is known. */
export class LiveText {
  readonly #terminal: Terminal;
  #line = "";
  #status: string | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  append(text: string): void {
    const shown = this.#status;
    this.#clearStatus();
    for (const word of text.split(/(?=\s)/)) this.#appendWord(word);
    if (shown !== undefined) this.setStatus(shown);
  }

  setStatus(status: string): void {
    this.#clearStatus();
    this.#status = status;
    this.#terminal.write(`\n${status.slice(0, this.#terminal.columns - 1)}`);
  }

  /** Leaves the text alone, the cursor on the line below it. */
  end(): void {
    this.#clearStatus();
    this.#terminal.write("\n");
  }

  #appendWord(word: string): void {
    if (this.#line.length + word.length < this.#terminal.columns) {
      this.#line += word;
      this.#terminal.write(word);
      return;
    }
    this.#line = word.trimStart();
    this.#terminal.write(`\n${this.#line}`);
  }

  /** Brings the cursor back to the end of the text. */
  #clearStatus(): void {
    if (this.#status === undefined) return;
    this.#status = undefined;
    this.#terminal.write(`${CLEAR_LINE}${LINE_UP}${CLEAR_LINE}${this.#line}`);
  }
}
