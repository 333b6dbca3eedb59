import { describe, expect, test } from "vitest";
import { namesOfFiles, namesOfGitHead, readQuotedPath } from "../../../src/patch/diff-paths.ts";

test.each([
  ["plain.c", "plain.c"],
  ['"a/f\\303\\244hre.c"', "a/fähre.c"],
  ['"a/tab\\there \\"x\\" \\\\.c"', 'a/tab\there "x" \\.c'],
  ['"', '"'],
  ['"half.c', '"half.c'],
  ['"a/end\\"', "a/end\\"],
])("the path %s reads %s", (written, path) => {
  expect(readQuotedPath(written)).toBe(path);
});

describe("namesOfGitHead", () => {
  test.each([
    ["a/x.c b/x.c", "x.c", null],
    ["a/with blank.c b/with blank.c", "with blank.c", null],
    ["x.c x.c", "x.c", null],
    [" a/x.c b/x.c\r", "x.c", null],
    ["drivers/x.c drivers/x.c", "drivers/x.c", null],
    ["a/old.c b/new.c", "new.c", "old.c"],
    ["i/x.c w/x.c", "x.c", null],
    ['"a/f\\303\\244.c" "b/f\\303\\244.c"', "fä.c", null],
    ['a/old.c "b/f\\303\\244.c"', "fä.c", "old.c"],
  ])("reads %s", (text, path, oldPath) => {
    expect(namesOfGitHead(text)).toEqual({ path, oldPath });
  });
});

describe("namesOfFiles", () => {
  test.each([
    ["a/x.c", "b/x.c", "x.c", null],
    ["/dev/null", "b/new.c", "new.c", null],
    ["a/gone.c", "/dev/null", "gone.c", null],
    ["linux.orig/d/x.c\t2025-02-03", "linux/d/x.c\t2025-02-04", "d/x.c", null],
    ["a/x.c 2025-02-03 10:11:12.0 +0100", "b/x.c 2025-02-03 10:11:13.0 +0100", "x.c", null],
    ["drivers/x.c\t(revision 12)", "drivers/x.c\t(working copy)", "drivers/x.c", null],
  ])("reads %s and %s", (from, to, path, oldPath) => {
    expect(namesOfFiles(from, to)).toEqual({ path, oldPath });
  });
});

test.each([
  ["a/x b/y b/x b/y", "x b/y", null],
  ["a/old name.c b/new name.c", "new name.c", "old name.c"],
  ["old.c new.c", "new.c", "old.c"],
  ["alone.c", "alone.c", null],
])("of names with blanks the likelier reading: %s", (text, path, oldPath) => {
  expect(namesOfGitHead(text)).toEqual({ path, oldPath });
});
