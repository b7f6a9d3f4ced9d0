import { test } from "vitest";
import { pauseMsAfter } from "./pause-after.ts";

test.for([
  ["It ends.", 350],
  ["Really?!", 350],
  ["And then…", 350],
  ["终于。", 350],
  ["first this;", 220],
  ["слово —", 220],
  ["one,", 150],
  ["cut anywhere", 60],
  ["", 60],
] as const)("%j is followed by %i ms", ([phrase, pauseMs], { expect }) => {
  expect(pauseMsAfter(phrase)).toBe(pauseMs);
});

test.for(['"It ends."', "«Конец.» ", "(It ends.)", "“It ends.”", "„Конец.“", "'It ends.'\n"])(
  "%j ends a sentence, whatever closes after the dot",
  (phrase, { expect }) => {
    expect(pauseMsAfter(phrase)).toBe(350);
  },
);
