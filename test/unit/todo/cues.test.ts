import { describe, expect, test } from "vitest";
import { findCues } from "../../../src/todo/cues.ts";
import type { SentenceContext } from "../../../src/todo/scorer.ts";
import { inputOf } from "./build-input.ts";

/** A sentence in the midst of a long talk: its place says nothing. */
const AMID: Partial<SentenceContext> = {
  blockLength: 9,
  blockIndex: 4,
  mailLength: 20,
  mailIndex: 9,
};
const cuesOf = (text: string, more: Partial<SentenceContext> = {}) =>
  findCues(inputOf(text, { ...AMID, ...more }));
const beside = (text: string) => ({ text, line: 0, bullet: false, opens: false, closes: false });
const PLAIN = { text: "Free the lock.", line: 0, bullet: false, opens: false, closes: false };

describe("the place of a sentence", () => {
  test.each<[cue: string, place: Partial<SentenceContext>]>([
    ["in: changelog", { blockKind: "changelog" }],
    ["mail: cover", { role: "cover" }],
    ["mail: RFC", { rfc: true }],
    ["list item", { sentence: { ...PLAIN, bullet: true } }],
    ["opens paragraph", { sentence: { ...PLAIN, opens: true } }],
    ["closes paragraph", { sentence: { ...PLAIN, closes: true } }],
    ["first under quote", { blockIndex: 0 }],
    ["last above quote", { blockIndex: 8 }],
    ["single remark", { blockIndex: 0, blockLength: 1 }],
    ["under a hunk", { belowHunk: true }],
    ["first under a hunk", { belowHunk: true, blockIndex: 0 }],
    ["single remark under a hunk", { belowHunk: true, blockIndex: 0, blockLength: 1 }],
    ["order under a hunk", { belowHunk: true, sentence: { ...PLAIN, text: "Drop it." } }],
    ["question under a hunk", { belowHunk: true, sentence: { ...PLAIN, text: "Why?" } }],
    ["short mail", { mailLength: 3 }],
    ["long mail", { mailLength: 26 }],
    ["opens mail", { mailIndex: 0 }],
    ["closes mail", { mailIndex: 19 }],
    ["answers a question", { quotedAbove: "Is it freed?", blockIndex: 1 }],
    ["answers a wish", { quotedAbove: "Please free it.", blockIndex: 1 }],
    ["under a heading of loose ends", { heading: "Known issues" }],
    ["under a heading of changes", { heading: "Changes in v2" }],
    ["under a heading", { heading: "Background" }],
    ["after a question", { previous: beside("Is it freed?") }],
    ["before a question", { next: beside("Is it freed?") }],
    ["after a colon", { previous: beside("Two things:") }],
    ["after a short reply", { previous: beside("Yes, agreed.") }],
    ["by author", { byAuthor: true }],
    ["by reviewer to author", { toAuthor: true }],
    ["by reviewer", { toAuthor: false }],
  ])("%s: %j", (cue, place) => {
    const sentence = { ...PLAIN, ...place.sentence };
    expect(cuesOf("", { ...place, sentence })).toContain(cue);
  });

  test("a sentence in the midst of talk shows nothing of it", () => {
    const amid = cuesOf("", { sentence: PLAIN });
    expect(amid).toEqual([
      "only a name",
      "size: 3-5 words",
      "in: text",
      "mail: reply",
      "by reviewer to author",
    ]);
  });

  test.each<[cue: string, place: Partial<SentenceContext>]>([
    ["last above quote", { blockIndex: 7 }],
    ["single remark under a hunk", { belowHunk: true, blockIndex: 0 }],
    ["first under a hunk", { belowHunk: true, blockIndex: 1 }],
    ["short mail", { mailLength: 4 }],
    ["long mail", { mailLength: 25 }],
    ["closes mail", { mailIndex: 18 }],
    ["answers a question", { quotedAbove: "Is it freed?", blockIndex: 2 }],
    ["answers a wish", { quotedAbove: "Please free it.", blockIndex: 2 }],
    ["under a heading", { heading: "Known issues" }],
    ["after a short reply", { previous: beside("Yes, but only where the lock is held for long.") }],
    ["after a short reply", { previous: beside("The lock is held.") }],
  ])("not %s: %j", (cue, place) => {
    expect(cuesOf("Free the lock.", place)).not.toContain(cue);
  });
});

describe("the form of a sentence", () => {
  test.each([
    ["order", "Rename this to foo."],
    ["order", "Ok, but also please split it up."],
    ["order", "Nit: drop the blank line"],
    ["ends with :", "Two things:"],
    ["no end mark", "Two things"],
    ["names code", "The frob_lock leaks."],
    ["names code", "It calls frob() here."],
    ["names code", "See dev->lock."],
    ["many symbols", "= { foo } + {}"],
    ["size: 1-2 words", "Why not?"],
    ["size: 3-5 words", "Free it or not."],
    ["size: 3-5 words", "Free it or do not."],
    ["size: 6-12 words", "Free it or do not free."],
    ["size: 6-12 words", `Free ${"it ".repeat(11)}.`],
    ["size: 13-30 words", `Free ${"it ".repeat(12)}.`],
    ["size: 13-30 words", `Free ${"it ".repeat(29)}.`],
    ["size: over 30 words", `Free ${"it ".repeat(30)}.`],
    ["question of 1-3 words", "Why not this?"],
  ])("%s: %j", (cue, text) => {
    expect(cuesOf(text)).toContain(cue);
  });

  test.each([
    ["order", "The rename is odd."],
    ["order", "See above."],
    ["order", "Thanks."],
    ["no end mark", "Two things."],
    ["names code", "The lock (of it) leaks."],
    ["many symbols", "It is a + b = c for all of them."],
    ["size: 1-2 words", "Free it now."],
    ["question of 1-3 words", "Why not this one?"],
    ["question of 1-3 words", "Because of this."],
    ["question alone", "Is it freed?"],
  ])("not %s: %j", (cue, text) => {
    expect(cuesOf(text, { sentence: { ...PLAIN, text } })).not.toContain(cue);
  });

  test("a question is told by where it stands", () => {
    expect(cuesOf("Is it freed?")).toContain("question alone");
    expect(cuesOf("Is it freed?", { role: "cover" })).toContain("question outside replies");
    expect(cuesOf("Is it freed?")).not.toContain("question outside replies");
    expect(cuesOf("Is it freed?")).not.toContain("question under a hunk");
  });
});

test("what an author says means another thing than what a reviewer says", () => {
  const text = "We should test it, maybe.";
  const ofAuthor = (byAuthor: boolean) =>
    cuesOf(text, { byAuthor }).filter((cue) => cue.endsWith(" (by author)"));
  expect(ofAuthor(true)).toEqual(["we (by author)", "should (by author)", "maybe (by author)"]);
  expect(ofAuthor(false)).toEqual([]);
});

test("what a commit message leaves open is told apart", () => {
  const text = "Only suspend is a TODO.";
  const apart = (blockKind: SentenceContext["blockKind"]) =>
    cuesOf(text, { blockKind }).filter((cue) => cue.endsWith(" (commit message)"));
  expect(apart("commit-message")).toEqual(["only (commit message)", "todo word (commit message)"]);
  expect(apart("text")).toEqual([]);
});

test.each([
  ["ends with ?", "Is it freed?"],
  ["order", "Drop the lock."],
  ["I will", "I will drop it."],
  ["should", "It should be freed."],
  ["first person", "It leaks for me."],
  ["second person", "Free your lock."],
  ["need", "It needs a lock."],
  ["can/could", "It could leak."],
  ["maybe", "Perhaps it leaks."],
  ["not", "It never leaks."],
  ["we", "We leak it."],
  ["why", "See why it leaks."],
  ["please", "Please free it."],
  ["starts with a question word", "How does it leak?"],
  ["not yet", "It is not freed yet."],
])("%s is told apart where the author says it: %j", (cue, text) => {
  expect(cuesOf(text, { byAuthor: true })).toContain(`${cue} (by author)`);
});
