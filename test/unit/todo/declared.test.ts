import { expect, test } from "vitest";
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
  expect(declaredKind(text)).toBe("gap");
});

test("who says that help is welcome asks for it", () => {
  expect(declaredKind("Help with the parser: help would be much appreciated.")).toBe("request");
});

test.each([
  "See the todo list of the driver.",
  "This is tested on two boards.",
  "Suspend is not supported.",
  "It takes a long time to run.",
  "It works.",
])("%j declares nothing", (text) => {
  expect(declaredKind(text)).toBeNull();
});
