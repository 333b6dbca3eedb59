import { expect, test } from "vitest";
import { findTodos } from "../../../src/todo/find.ts";
import type { SeriesMail } from "../../../src/model/series.ts";
import { childrenOf } from "../../../src/todo/repeats.ts";
import type { MailScorer } from "../../../src/todo/scorer.ts";
import { ALICE, contextOf, mailOf, revisionOf, RITA } from "./build-context.ts";

const DAY = 86_400;
const REVISIONS = [revisionOf(1, DAY, ["one", "two"]), revisionOf(2, 10 * DAY, ["one", "two"])];
const all: MailScorer = (inputs) =>
  inputs.map(() => ({ kind: "request", confidence: 0.9, reasons: [] }));

/** What is found when Rita says one thing on v1 1/2 and another elsewhere. */
function found(first: string, second: string, place: { revision: number; position: number }) {
  const mails = [
    mailOf({ id: "a", from: RITA, at: 2 * DAY, parent: "v1-1", pieces: [["text", first]] }),
    mailOf({
      id: "b",
      from: RITA,
      at: 11 * DAY,
      parent: `v${place.revision + 1}-${place.position}`,
      ...place,
      pieces: [["text", second]],
    }),
    mailOf({ id: "v1-1", from: ALICE, at: DAY, role: "patch", pieces: [["diff", "+x"]] }),
  ];
  return findTodos(contextOf(REVISIONS, mails), { scorer: all }).map(({ text, repeatedIn }) => [
    text,
    repeatedIn.length,
  ]);
}

const ASK = "Please document the locking rules of the frob list in the header.";
const LATER = { revision: 1, position: 1 };

test.each([
  ["the same words", ASK],
  ["with more around them", `${ASK.slice(0, -1)}, or at least in the place that uses it.`],
  ["said to be said again", "As I said, the locking rules of the header need documenting."],
])("one TODO: %s", (_, again) => {
  expect(found(ASK, again, LATER)).toEqual([[ASK, 1]]);
});

test.each([
  ["something else", "Please use a mutex for the frob list."],
  ["few of the same words", "The locking of this is wrong."],
  [
    "the same of fewer words, not said to be said again",
    "The locking rules of the header need it.",
  ],
])("two TODOs: %s", (_, other) => {
  expect(found(ASK, other, LATER)).toHaveLength(2);
});

test("the same request about another patch of the revision has to be met there too", () => {
  expect(found(ASK, ASK, { revision: 0, position: 2 })).toHaveLength(2);
});

test("what is asked anew in the same mail, in other words, is asked twice", () => {
  const again = "As I said, the locking rules of the header need documenting.";
  const mail = mailOf({
    id: "a",
    from: RITA,
    at: 2 * DAY,
    parent: "v1-1",
    pieces: [["text", `${ASK}\n\n${again}`]],
  });
  const texts = (mails: readonly SeriesMail[]) =>
    findTodos(contextOf(REVISIONS, mails), { scorer: all }).map(({ text }) => text);
  expect(texts([mail])).toEqual([ASK, again]);
});

test("a word or two are the same only within one mail", () => {
  expect(found("Same here.", "Same here.", LATER)).toHaveLength(2);
  const mail = mailOf({
    id: "a",
    from: RITA,
    at: 2 * DAY,
    parent: "v1-1",
    pieces: [
      ["text", "Same here."],
      ["quote", "+\tx", ALICE],
      ["text", "Same here."],
    ],
  });
  expect(findTodos(contextOf(REVISIONS, [mail]), { scorer: all })).toMatchObject([
    { repeatedIn: [] },
  ]);
});

test("a reply that quotes it is counted, one that says it in its own words is not", () => {
  const ask = mailOf({ id: "a", from: RITA, at: 2 * DAY, parent: "v1-1", pieces: [["text", ASK]] });
  const reply = (id: string, kind: "quote" | "text") =>
    mailOf({ id, from: ALICE, at: 3 * DAY, parent: "a", pieces: [[kind, ASK, RITA]] });
  const todos = findTodos(contextOf(REVISIONS, [ask, reply("b", "quote"), reply("c", "text")]), {
    scorer: (inputs) => (inputs[0]?.byAuthor === true ? inputs.map(() => null) : all(inputs)),
  });
  expect(todos).toMatchObject([{ messageId: "a", repeatedIn: ["b"] }]);
});

test("all mails that answer one are its children", () => {
  const mails = ["a", "b", "c"].map((id) =>
    mailOf({ id, from: RITA, at: 1, parent: id === "c" ? "b" : "p", pieces: [] }),
  );
  expect([...childrenOf(contextOf(REVISIONS, mails))]).toEqual([
    ["p", ["a", "b"]],
    ["b", ["c"]],
  ]);
});
