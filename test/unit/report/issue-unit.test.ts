import { expect, test } from "vitest";
import { issueTitle } from "../../../src/report/issue-unit.ts";

test.each([
  ["v7", "frob: one", "[v7] frob: one"],
  ["RFC v1", "frob: fix @all #1", "[RFC v1] frob: fix @\u200ball #\u200b1"],
])("a title of %s and %s", (label, title, expected) => {
  expect(issueTitle(label, title)).toBe(expected);
});

test.each(["@", "#1", "0", "👍", "a:b:"])(
  "a title of 10,000 %s stays below 256 characters",
  (piece) => {
    expect(Array.from(issueTitle("v1", piece.repeat(10_000))).length).toBeLessThanOrEqual(256);
  },
);
