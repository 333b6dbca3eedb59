import { expect, test } from "vitest";
import { mailsUntil, ownLines, ownSentences, timeOf } from "../../../src/series/own-words.ts";
import { aReply, blocksOf } from "./builders.ts";

test("own lines leave quotes out", () => {
  expect(
    ownLines(blocksOf("> please oil it\nDone.\n> and this?\nNo.")).map(({ text }) => text),
  ).toEqual(["Done.", "No."]);
});

test("sentences run over lines and end at blank ones and list items", () => {
  const body = "Applied to\nwidget/next, thanks. Nice work!\n\nno stop here\n- one\n- two";
  expect(ownSentences(blocksOf(body))).toEqual([
    "Applied to widget/next, thanks.",
    "Nice work!",
    "no stop here",
    "- one",
    "- two",
  ]);
});

test("mails are those known at the moment, by time", () => {
  const mails = [
    aReply("late", "", { at: 30 }),
    aReply("b", "", { at: 20 }),
    aReply("a", "", { at: 20 }),
  ];
  expect(mailsUntil(mails, 20).map(({ message }) => message.messageId)).toEqual(["a", "b"]);
  expect(mails.map(timeOf)).toEqual([30, 20, 20]);
});
