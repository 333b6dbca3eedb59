import { expect, test } from "vitest";
import { parseListIds } from "../../../src/mail/list-id.ts";

test.each([
  [["Some list <a-list.lists.example.org>"], ["a-list"]],
  [
    ["<A-List.lists.example.org>", "<a-list.lists.example.org>", "<other.example.org>"],
    ["a-list", "other"],
  ],
  [["plain.example.org"], ["plain"]],
  [["<>", ""], []],
])("%j names %j", (values, names) => {
  expect(parseListIds(values)).toEqual(names);
});
