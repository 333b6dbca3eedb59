import { describe, expect, test } from "vitest";
import { contentKey, normaliseSubject, significantWords } from "../../../src/mail/content-key.ts";

test.each([
  ["Re: [PATCH v2 1/3] foo: Fix bar", "patch v2 1 3 foo fix bar"],
  ["[some-list] RE: AW: [PATCH v2 1/3] foo:  fix bar", "patch v2 1 3 foo fix bar"],
  ["[RFC] idea", "rfc idea"],
  ["[Tag] [Other] plain words", "plain words"],
  ["", ""],
])("subject %j is compared as %j", (subject, expected) => {
  expect(normaliseSubject(subject)).toBe(expected);
});

const SUBJECT = "[PATCH] foo: fix the bar when baz is gone";
const BODY = [
  "On Monday Jane Doe <jane@example.org> wrote:",
  "> It breaks at boot, see https://example.org/r/1-2@example.org/",
  "",
  "This fixes the crash of the bar driver.",
  "From here on all is well.",
  "Signed-off-by: Jane Doe <jane@example.org>",
].join("\n");

describe("copies of one mail have one key", () => {
  const key = contentKey(SUBJECT, BODY);
  test.each([
    ["addresses as Mailman shows them", SUBJECT, BODY.replaceAll("@", " at ")],
    ["addresses hidden", SUBJECT, BODY.replaceAll("@example.org", "@xxxxxxxxxxx")],
    ["a list tag and other case", `[a-list] ${SUBJECT.toUpperCase()}`, BODY],
    ["white space lost", SUBJECT, BODY.replaceAll("\n", "\n\n").replaceAll("> ", ">   ")],
    ["From escaped", SUBJECT, BODY.replace("\nFrom", "\n>From")],
    [
      "a list footer",
      SUBJECT,
      `${BODY}\n${"_".repeat(47)}\na-list mailing list\na-list@lists.example.org\n`,
    ],
    ["a scrubbed attachment", SUBJECT, `${BODY}\n-------------- next part --------------\n`],
  ])("%s", (_, subject, body) => {
    expect(key).not.toBeNull();
    expect(contentKey(subject, body)).toBe(key);
  });

  test("other words have another key", () => {
    expect(contentKey(SUBJECT, BODY.replace("crash", "hang"))).not.toBe(key);
    expect(contentKey(SUBJECT.replace("[PATCH]", "[PATCH v2]"), BODY)).not.toBe(key);
  });

  test("two answers to one mail differ though they quote the same", () => {
    const quote = "> word ".repeat(80).replaceAll("> ", "\n> ");
    expect(contentKey(SUBJECT, `${quote}\n\nI like the patch.`)).not.toBe(
      contentKey(SUBJECT, `${quote}\n\nPlease split the patch.`),
    );
  });
});

test.each([
  ["Hi", "Thanks"],
  [null, ""],
  ["[PATCH] a long enough subject for a key", "> only quoted words here, nothing of one's own"],
])("too little text gives none: %j %j", (subject, body) => {
  expect(contentKey(subject, body)).toBeNull();
});

test("words beside an at, addresses and links do not count", () => {
  expect(significantWords("Look at this: mail a@b.org or see https://x.org now.")).toEqual([
    "mail",
    "or",
    "see",
    "now",
  ]);
});
