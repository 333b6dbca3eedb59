import { describe, expect, test } from "vitest";
import type { SeriesMail } from "../../../src/model/series.ts";
import { ownerOf } from "../../../src/todo/owner.ts";
import type { SpokenKind } from "../../../src/todo/scorer.ts";
import { indexMails } from "../../../src/todo/situate.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";
import { inputOf } from "./build-input.ts";

const posted = mailOf({ id: "v1-1", from: ALICE, at: 1, role: "patch", pieces: [["text", "x"]] });
const review = mailOf({ id: "r1", from: RITA, at: 2, parent: "v1-1", pieces: [["text", "x"]] });
const answer = mailOf({ id: "a1", from: ALICE, at: 3, parent: "r1", pieces: [["text", "x"]] });
const aside = mailOf({ id: "m1", from: MARK, at: 3, parent: "r1", pieces: [["text", "x"]] });
const mails = [posted, review, answer, aside];
const context = contextOf([revisionOf(1, 1, ["one"])], mails);

function owner(
  kind: SpokenKind,
  text: string,
  mail = review,
  reads: readonly (typeof MARK)[] = [],
) {
  const byAuthor = mail === posted || mail === answer;
  const input = inputOf(text, { byAuthor, toAuthor: mail === review, role: mail.role });
  const message = { ...mail.message, to: reads.slice(0, 1), cc: reads.slice(1) };
  const place = { mail: { ...mail, message }, context, index: indexMails(context) };
  const { role, name } = ownerOf(kind, input, place);
  return [role, name];
}

describe("what a reviewer says", () => {
  test.each<[SpokenKind, string, string, string]>([
    ["promise", "I will test it.", "writer", "Rita Reviewer"],
    ["request", "Please drop it.", "patch-author", "Alice Author"],
    ["question", "Why do you do that?", "patch-author", "Alice Author"],
    ["gap", "We still leak here.", "patch-author", "Alice Author"],
  ])("%s: %s", (kind, text, role, name) => {
    expect(owner(kind, text)).toEqual([role, name]);
  });

  test("who is called by name and gets the mail is asked", () => {
    const text = "Mark, could you test it?";
    const other = ["other", "Mark Maintainer"];
    expect(owner("request", text, review, [MARK])).toEqual(other);
    expect(owner("request", text, review, [RITA, MARK])).toEqual(other);
    expect(owner("request", text, review, [RITA])).toEqual(["patch-author", "Alice Author"]);
    expect(owner("request", "Alice, could you test it?", review, [ALICE])).toEqual([
      "patch-author",
      "Alice Author",
    ]);
  });

  test("a gap in one's own work, told to another reviewer, is one's own", () => {
    expect(owner("gap", "I have not tested my tree yet.", aside)).toEqual([
      "writer",
      "Mark Maintainer",
    ]);
    expect(owner("gap", "The driver leaks.", aside)).toEqual(["patch-author", "Alice Author"]);
  });

  test("a question to another reviewer is that reviewer's", () => {
    expect(owner("question", "Have you tested it?", aside)).toEqual(["reviewer", "Rita Reviewer"]);
    expect(owner("question", "Is it tested?", aside)).toEqual(["patch-author", "Alice Author"]);
    expect(owner("request", "Could you test it?", aside)).toEqual(["patch-author", "Alice Author"]);
  });
});

describe("what the author says", () => {
  test.each<[SpokenKind, string, string, string | null]>([
    ["promise", "I will fix it.", "writer", "Alice Author"],
    ["gap", "The error path leaks.", "writer", "Alice Author"],
    ["question", "What do you mean?", "reviewer", "Rita Reviewer"],
    ["request", "Please look again.", "reviewer", "Rita Reviewer"],
    ["request", "Could you queue it?", "maintainer", null],
    ["request", "Can anybody test it?", "other", null],
  ])("%s: %s", (kind, text, role, name) => {
    expect(owner(kind, text, answer)).toEqual([role, name]);
  });

  test("in the posting, where nobody is answered", () => {
    expect(owner("request", "Please test it.", posted)).toEqual(["other", null]);
    expect(owner("question", "Is it right?", posted)).toEqual(["reviewer", null]);
    expect(owner("request", "Mark: please test it.", posted, [MARK])).toEqual([
      "reviewer",
      "Mark Maintainer",
    ]);
    expect(owner("request", "Mark, please merge it.", posted, [MARK])).toEqual([
      "maintainer",
      "Mark Maintainer",
    ]);
  });
});

const plain = mailOf({ id: "r1", from: RITA, at: 2, parent: "v1-1", pieces: [["text", "x"]] });
const both: SeriesMail = { ...plain, message: { ...plain.message, to: [ALICE], cc: [MARK] } };
const alone = contextOf([revisionOf(1, 1, ["one"])], [both]);
const asked = (text: string, before = "") => {
  const sentence = { text, line: 0, bullet: false, opens: before === "", closes: true };
  const previous = before === "" ? null : { ...sentence, text: before, opens: true };
  const place = { mail: both, context: alone, index: indexMails(alone) };
  return ownerOf("question", inputOf(text, { sentence, previous }), place).name;
};

test.each([
  ["Mark, could you have a look at the clock?", ""],
  ["Mark - does the board need this?", ""],
  ["Mark ? Any reason for the second lock?", ""],
  ["Any reason for the second lock?", "Mark?"],
])("who is called by name is asked: %j after %j", (text, before) => {
  expect(asked(text, before)).toBe(MARK.name);
});

test.each([
  ["Does the board need this?", ""],
  ["Nobody - not even the bootloader - needs this?", ""],
  ["Does the board need this?", "Marking it is fine."],
])("else the author is: %j after %j", (text, before) => {
  expect(asked(text, before)).toBe(ALICE.name);
});
