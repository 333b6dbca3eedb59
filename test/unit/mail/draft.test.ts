import { expect, test } from "vitest";
import { cleanSubject, finishDraft } from "../../../src/mail/draft.ts";
import { anArchivedMail } from "./support.ts";

test.each([
  ["  a\n\tb  c ", "a b c"],
  [" \n", null],
  ["x".repeat(2_000), "x".repeat(1_000)],
])("subject %#", (text, expected) => {
  expect(cleanSubject(text)).toBe(expected);
});

test("what a reader did not find is null or empty, never invented", () => {
  const mail = finishDraft(anArchivedMail("x"), { messageId: "a@example.org", body: "words" });
  expect(mail).toEqual({
    messageId: "a@example.org",
    inferredId: false,
    form: "rfc822",
    sentAt: null,
    from: null,
    to: [],
    cc: [],
    subject: null,
    inReplyTo: [],
    references: [],
    listIds: [],
    bot: false,
    body: "words\n",
    attachments: [],
    contentKey: null,
    diagnostics: [],
  });
});

test("an inferred id does not depend on the zone that dates were read in", () => {
  const draft = { messageId: null, body: "some words", dateText: "Thu May 29 10:44:55 EST 2014" };
  const [one, two] = [
    finishDraft(anArchivedMail("x"), { ...draft, sentAt: 1 }),
    finishDraft(anArchivedMail("x"), { ...draft, sentAt: 2 }),
  ];
  expect(one.messageId).toBe(two.messageId);
  expect(one.inferredId).toBe(true);
});
