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

test("a line knows whether a quote stands above its paragraph", () => {
  const lines = ownLines(blocksOf("Hello.\n> please oil it\nDone.\nReally."));
  expect(lines.map(({ text, belowQuote }) => [text, belowQuote])).toEqual([
    ["Hello.", false],
    ["Done.", true],
    ["Really.", true],
  ]);
  const [quote, text] = blocksOf("> please oil it\nDone.");
  if (quote === undefined || text === undefined) throw new Error("no blocks");
  const next = { ...text, lines: ["Next."] };
  expect(ownLines([quote, text, next]).map(({ belowQuote }) => belowQuote)).toEqual([true, false]);
  const diff = { ...text, kind: "diff" as const };
  expect(ownLines([quote, diff, text])).toEqual([{ text: "Done.", belowQuote: true }]);
});

test("a line that ends a sentence ends its paragraph too", () => {
  expect(ownSentences(blocksOf("Two things:\nOil it\nand turn it"))).toEqual([
    "Two things:",
    "Oil it and turn it",
  ]);
  expect(ownSentences(blocksOf("Applied; thanks."))).toEqual(["Applied;", "thanks."]);
});

test("of a mail without a date the time of its receipt counts, else none", () => {
  const mail = aReply("a", "", { at: 20 });
  const undated = { ...mail, message: { ...mail.message, sentAt: null } };
  expect(timeOf(undated)).toBe(20);
  expect(timeOf({ ...mail, message: { ...undated.message, receivedAt: null } })).toBe(0);
});
