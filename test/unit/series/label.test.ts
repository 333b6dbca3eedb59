import { describe, expect, test } from "vitest";
import { isTreeNumber, minorOf, revisionLabel, sideline } from "../../../src/series/label.ts";

test.each([
  [{ version: null, minor: null, rfc: false, resend: false }, "v1"],
  [{ version: null, minor: null, rfc: true, resend: false }, "RFC v1"],
  [{ version: 3, minor: 1, rfc: false, resend: false }, "v3.1"],
  [{ version: 2, minor: null, rfc: false, resend: true }, "v2 RESEND"],
])("labels %o as %s", (subject, label) => {
  expect(revisionLabel(subject)).toBe(label);
});

test("the minor is read back from the label", () => {
  expect(minorOf({ label: "RFC v3.2 RESEND" })).toBe(2);
  expect(minorOf({ label: "v10" })).toBe(0);
});

test("a kernel's number is no re-roll's", () => {
  expect(isTreeNumber({ version: 5, minor: 10 })).toBe(true);
  expect(isTreeNumber({ version: 3, minor: 1 })).toBe(false);
});

describe("sideline", () => {
  test.each([
    [["net-next"], null],
    [["5.10"], "5.10"],
    [["6.1.y"], "6.1.y"],
    [["autosel", "5.4"], "5.4 autosel"],
    [["stable"], "stable"],
    [["git", "pull"], "pull"],
    [["powerpc/next"], null],
  ])("%o is %s", (tags, expected) => {
    expect(sideline(tags)).toBe(expected);
  });
});
