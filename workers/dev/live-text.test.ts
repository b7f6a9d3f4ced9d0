import { test } from "vitest";
import { LiveText } from "./live-text.ts";

/** Understands the few control sequences that LiveText writes. */
class Screen {
  readonly columns = 20;
  readonly lines = [""];
  #row = 0;

  write(text: string): void {
    for (const character of text.replaceAll("\u001B[A", "\v").replaceAll("\u001B[K", "\f")) {
      if (character === "\n") this.lines[++this.#row] ??= "";
      else if (character === "\v") this.#row--;
      else if (character === "\f") this.lines[this.#row] = "";
      else if (character !== "\r") this.lines[this.#row] += character;
    }
  }
}

test("text grows in lines that fit, with one status line below it that leaves no trace", ({ expect }) => {
  const screen = new Screen();
  const live = new LiveText(screen);
  live.setStatus("uploading");
  for (const word of ["the", " quick", " brown", " fox", " jumps", " over"]) {
    live.append(word);
    live.setStatus(`busy ${word}`);
  }
  expect(screen.lines).toEqual(["the quick brown fox", "jumps over", "busy  over"]);
  live.end();
  expect(screen.lines).toEqual(["the quick brown fox", "jumps over", ""]);
});
