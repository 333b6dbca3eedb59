import { describe, expect, test } from "vitest";
import { parseMailboxes, undoListMangling } from "../../../src/mail/mailbox.ts";
import { MAX_RECIPIENTS } from "../../../src/limits.ts";

describe("address lists", () => {
  test.each([
    ["jane@example.org", [[null, "jane@example.org"]]],
    ["<Jane@Example.ORG>", [[null, "jane@example.org"]]],
    ["jane@example.org (Jane Doe)", [["Jane Doe", "jane@example.org"]]],
    ["Jane Doe (Company) <jane@example.org>", [["Jane Doe (Company)", "jane@example.org"]]],
    [
      '"Doe, Jane" <jane@example.org>, b@example.org',
      [
        ["Doe, Jane", "jane@example.org"],
        [null, "b@example.org"],
      ],
    ],
    ['"a \\"b\\" c" <jane@example.org>', [['a "b" c', "jane@example.org"]]],
    ["=?utf-8?q?Doe=2C_J=C3=B6rg?= <j@example.org>", [["Doe, Jörg", "j@example.org"]]],
    [
      "team: a@example.org, B <b@example.org>;, c@example.org",
      [
        [null, "a@example.org"],
        ["B", "b@example.org"],
        [null, "c@example.org"],
      ],
    ],
    ["undisclosed-recipients:;", []],
    ["Jane Doe <jane@xxxxxxxxxxx>", [["Jane Doe", null]]],
    ["jane@xxxxxxxxxxx", []],
    ["just words", [["just words", null]]],
    ["", []],
    ["Jane <jane@example.org", [["Jane", "jane@example.org"]]],
  ])("%s", (text, expected) => {
    const found = parseMailboxes(text);
    expect(found.map(({ name, email }) => [name, email])).toEqual(expected);
  });

  test("are bounded", () => {
    expect(parseMailboxes("a@example.org,".repeat(MAX_RECIPIENTS * 2)).length).toBe(MAX_RECIPIENTS);
  });
});

describe("a From rewritten by a list", () => {
  const list = { name: "Jane Doe via some-list", email: "some-list@lists.example.org" };
  const none = { replyTo: [], originalFrom: [], cc: [] };
  const jane = { name: "Jane Doe", email: "jane@example.com" };

  test.each([
    [
      "Reply-To",
      { ...none, replyTo: [jane, { name: null, email: list.email }] },
      "jane@example.com",
    ],
    [
      "a nameless Reply-To",
      { ...none, replyTo: [{ name: null, email: "jane@example.com" }] },
      "jane@example.com",
    ],
    ["X-Original-From", { ...none, originalFrom: [jane] }, "jane@example.com"],
    [
      "a Cc of that name",
      { ...none, cc: [{ name: "Bob", email: "bob@example.com" }, jane] },
      "jane@example.com",
    ],
    ["nothing", none, null],
    [
      "somebody else's Reply-To",
      { ...none, replyTo: [{ name: "Bob", email: "bob@example.com" }] },
      null,
    ],
  ])("is told by %s", (_, hints, email) => {
    expect(undoListMangling(list, hints)).toEqual({ name: "Jane Doe", email });
  });

  test("list names with blanks and quoted names are understood", () => {
    const from = {
      name: "'Jane Doe' via Some Great List",
      email: "some-great-list@groups.example.org",
    };
    expect(undoListMangling(from, none)).toEqual({ name: "Jane Doe", email: null });
  });

  test("a relay spells the address that is in Cc", () => {
    const from = {
      name: "Jane Doe via Some Relay",
      email: "devnull+jane.example.com@relay.example.org",
    };
    expect(
      undoListMangling(from, { ...none, cc: [{ name: null, email: "jane@example.com" }] }).email,
    ).toBe("jane@example.com");
  });

  test.each([
    { name: "Jane Doe", email: "jane@example.com" },
    { name: "Bob via Bobs phone", email: "robert@example.com" },
    { name: null, email: "jane@example.com" },
  ])("$name <$email> was not rewritten", (from) => {
    expect(undoListMangling(from, none)).toEqual(from);
  });
});

test("an address holds no control characters", () => {
  expect(parseMailboxes("Eve <e\u0000ve@example.org>")).toEqual([
    { name: "Eve", email: "eve@example.org" },
  ]);
});
