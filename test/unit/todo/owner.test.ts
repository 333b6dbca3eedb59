import { expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import { ownerOf } from "../../../src/todo/owner.ts";
import { indexMails } from "../../../src/todo/situate.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";
import { inputOf } from "./build-input.ts";

const plain = mailOf({ id: "r1", from: RITA, at: 2, parent: "v1-1", pieces: [["text", "x"]] });
const mail: SeriesMail = { ...plain, message: { ...plain.message, to: [ALICE], cc: [MARK] } };
const context = contextOf([revisionOf(1, 1, ["one"])], [mail]);
const owner = (text: string, before = "") => {
  const sentence = { text, line: 0, bullet: false, opens: before === "", closes: true };
  const previous = before === "" ? null : { ...sentence, text: before, opens: true };
  const place = { mail, context, index: indexMails(context) };
  return ownerOf("question", inputOf(text, { sentence, previous }), place).name;
};

test.each([
  ["Mark, could you have a look at the clock?", ""],
  ["Mark - does the board need this?", ""],
  ["Mark ? Any reason for the second lock?", ""],
  ["Any reason for the second lock?", "Mark?"],
])("who is called by name is asked: %j after %j", (text, before) => {
  expect(owner(text, before)).toBe(MARK.name);
});

test.each([
  ["Does the board need this?", ""],
  ["Nobody - not even the bootloader - needs this?", ""],
  ["Does the board need this?", "Marking it is fine."],
])("else the author is: %j after %j", (text, before) => {
  expect(owner(text, before)).toBe(ALICE.name);
});
