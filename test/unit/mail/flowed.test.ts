import { expect, test } from "vitest";
import { unflow } from "../../../src/mail/flowed.ts";

test.each([
  ["soft breaks join", "one \ntwo \nthree\nfour", "one two three\nfour"],
  ["DelSp is heeded", "won \nderful", "won derful"],
  [
    "quotes join at their depth only",
    "> one \n> two\n>> deep \n> three",
    "> one two\n>> deep \n> three",
  ],
  [
    "stuffing is removed",
    "  indented\n From here\n >not a quote",
    " indented\nFrom here\n>not a quote",
  ],
  ["the signature mark stands", "bye \n-- \nJane", "bye \n-- \nJane"],
  ["blank lines stand", "one \n\ntwo", "one \n\ntwo"],
  ["quoted diffs stand", "> +int x; \n> +int y;", "> +int x; \n> +int y;"],
])("%s", (_, text, expected) => {
  expect(unflow(text, false)).toBe(expected);
});

test("DelSp drops the blank", () => {
  expect(unflow("won \nderful", true)).toBe("wonderful");
});

test("a patch that only claims to be flowed comes back unchanged", () => {
  const patch =
    "text \nmore\n---\n a.c | 2 +-\n\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n int a; \n-int b; \n+int c;\n";
  expect(unflow(patch, false)).toBe(patch);
});

test("a really flowed patch loses its stuffing, not its lines", () => {
  const patch =
    "text \nmore\ndiff --git a/a.c b/a.c\n--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n  int a;\n-int b; \n+int c;\n";
  expect(unflow(patch, false)).toBe(
    patch.replace("text \nmore", "text more").replace("  int a", " int a"),
  );
});
