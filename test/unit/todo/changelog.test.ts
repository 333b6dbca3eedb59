import { describe, expect, test } from "vitest";
import { changelogEntries } from "../../../src/todo/changelog.ts";
import { ALICE, mailOf } from "./build-context.ts";

function entriesOf(text: string, version: number): string[] {
  const mail = mailOf({
    id: "a",
    from: ALICE,
    at: 1,
    role: "patch",
    pieces: [["changelog", text]],
  });
  return changelogEntries(mail, version).map((entry) => entry.text);
}

describe("changelogEntries", () => {
  test.each([
    ["Changes in v3:\n- one\n- two\n  goes on\n\nChanges in v2:\n- old", 3, ["one", "two goes on"]],
    ["Changes since v2:\n- one", 3, ["one"]],
    ["Changes since v1:\n- one", 3, []],
    ["v3: fix the lock\nv2: add a helper", 3, ["fix the lock"]],
    ["v2 -> v3: rebase", 3, ["rebase"]],
    ["v1->v2:\n* dropped it", 2, ["dropped it"]],
    ["v2: https://lore.example.org/r/123", 2, []],
  ])("reads %j for v%i", (text, version, expected) => {
    expect(entriesOf(text, version)).toEqual(expected);
  });
});
