import { describe, expect, test } from "vitest";
import { declaredKind } from "../../../src/todo/declared.ts";

test.each([
  "The error path is TBD.",
  "TODO: suspend",
  "Suspend is left as a todo.",
  "There are still some bugs.",
  "The docs still need a bit of work.",
  "Untested.",
  "This has not been tested.",
  "Only compile-tested.",
  "Build tested only.",
  "I cannot really test this.",
  "I don't have the hardware.",
  "Suspend is not fully supported yet.",
  "In the long run this should go.",
  "The parser needs some more work.",
  "One more thing to look at is the cache.",
  "I'm not sure whether there are other users.",
])("%j declares a gap", (text) => {
  expect(declaredKind(text, true)).toBe("gap");
});

test("who says that help is welcome asks for it", () => {
  expect(declaredKind("Help with the parser: help would be much appreciated.", true)).toBe(
    "request",
  );
});

test.each([
  "See the todo list of the driver.",
  "This is tested on two boards.",
  "Suspend is not supported.",
  "It takes a long time to run.",
  "It works.",
])("%j declares nothing", (text) => {
  expect(declaredKind(text, true)).toBeNull();
});

describe("declaredKind", () => {
  test.each([
    "I don't have such a board, so the second path is a guess.",
    "Unfortunately we lack the hardware for that.",
    "The rest will be sent in a separate series.",
    "The error path has to be reworked later.",
    "The DMA path is left for later.",
    "There is one known issue with suspend.",
    "Hot-unplug does not work with this so far.",
  ])("%j leaves work open where the author says so", (text) => {
    expect(declaredKind(text, true)).toBe("gap");
    expect(declaredKind(text, false)).toBeNull();
  });

  test.each([
    ["The semicolon will be removed in the next version.", "promise"],
    ["This will be fixed up in v4.", "promise"],
    ["The error path is TBD.", "gap"],
    ["Only compile tested.", "gap"],
    ["Help would be appreciated.", "request"],
  ])("%j is a %s, whoever says it", (text, kind) => {
    expect(declaredKind(text, true)).toBe(kind);
    expect(declaredKind(text, false)).toBe(kind);
  });

  test.each([
    "The clock is turned off in suspend.",
    "This moves the check into the core.",
    "The next patch needs the helper.",
  ])("%j declares nothing", (text) => {
    expect(declaredKind(text, true)).toBeNull();
  });
});
