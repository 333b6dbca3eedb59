import { describe, expect, test } from "vitest";
import type { Applied, SeriesMail } from "../../../src/model/series.ts";
import { keptByDeed, keptByPosting } from "../../../src/todo/deeds.ts";
import { buildLedger } from "../../../src/todo/ledger.ts";
import { aTodo } from "../../support/views.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA, UNDER_REVIEW } from "./build-context.ts";

const V2 = revisionOf(2, 10, ["one"]);

describe("a promise is kept by posting a new version", () => {
  const kept = (text: string, saidBy = ALICE, author = ALICE) => {
    const todo = aTodo({ kind: "promise", text, saidBy, patch: 1 });
    const patches = V2.patches.map((patch) => ({ ...patch, author }));
    const [record] = buildLedger(contextOf([{ ...V2, patches }], []), []).records;
    return record !== undefined && keptByPosting(todo, record);
  };

  test.each([
    ["I'll rename it.", true],
    ["I'll fix that in v2.", true],
    ["I'll rename it later.", false],
    ["I'll take it through my tree.", false],
  ])("by its author: %s %s", (text, is) => {
    expect(kept(text)).toBe(is);
  });

  test("by another only where the version is named, or the patch is theirs", () => {
    expect(kept("I'll rename it.", RITA)).toBe(false);
    expect(kept("Will look at v2.", RITA)).toBe(true);
    expect(kept("Will look at v3.", RITA)).toBe(false);
    expect(kept("I'll rename it.", RITA, RITA)).toBe(true);
  });
});

describe("a promise is kept by a deed", () => {
  const APPLIED: Applied = {
    tree: null,
    commit: null,
    messageId: "ap",
    text: "Applied.",
    revision: 2,
    messageIds: [],
    commits: [],
    at: 50,
  };
  const later = (text: string, fields: Partial<Parameters<typeof mailOf>[0]> = {}): SeriesMail =>
    mailOf({ id: "r2", from: RITA, at: 30, parent: "v1-1", pieces: [["text", text]], ...fields });

  function kept(
    text: string,
    mails: readonly SeriesMail[] = [],
    { applied = null, from = RITA }: { applied?: Applied | null; from?: typeof RITA } = {},
  ) {
    const said = mailOf({ id: "r1", from, at: 20, parent: "v1-1", pieces: [["text", text]] });
    const todo = aTodo({ kind: "promise", messageId: "r1", text, saidBy: from, raisedAt: 20 });
    const context = contextOf([revisionOf(1, 10, ["one"])], [said, ...mails]);
    return keptByDeed(todo, buildLedger(context, [todo]), { ...UNDER_REVIEW, applied });
  }

  test("who promised to apply it, once it was applied", () => {
    const text = "I'll queue it for the next release.";
    expect(kept(text, [], { applied: APPLIED })).toMatchObject({
      state: "resolved",
      settledIn: 2,
      messageId: "ap",
    });
    expect(kept(text)).toBeNull();
    expect(kept(text, [], { applied: { ...APPLIED, at: 20 } })).toBeNull();
    expect(kept("I'll test it.", [], { applied: APPLIED })).toBeNull();
  });

  test.each([
    ["I tested it on two boards.", "I tested it on two boards."],
    ["Hm. It works. It boots.", "It works."],
    [
      "Fine.\n\nTested-by: Rita Reviewer <rita@example.com>",
      "Tested-by: Rita Reviewer <rita@example.com>",
    ],
  ])("who promised to test it, by telling of it: %j", (text, told) => {
    expect(kept("I will test it next week.", [later(text)])).toMatchObject({
      state: "resolved",
      settledIn: 1,
      messageId: "r2",
      text: told,
      at: 30,
    });
  });

  test.each([
    ["other talk", later("Sorry, I was ill.")],
    ["another promise", later("I will test it soon.")],
    ["another person", later("I tested it.", { from: MARK })],
    ["an earlier mail", later("I tested it.", { at: 20 })],
    ["a patch", later("I tested it.", { role: "patch" })],
    ["a tag that it quotes", later("", { pieces: [["quote", "Tested-by: Mark", MARK]] })],
    ["what others say there", later("", { pieces: [["quote", "I tested it.", MARK]] })],
  ])("not by %s", (_, mail) => {
    expect(kept("I will test it next week.", [mail])).toBeNull();
  });

  test("the first such mail counts, by time and not by arrival", () => {
    const mails = [later("It works.", { id: "late", at: 40 }), later("It boots.")];
    expect(kept("I will test it next week.", mails)?.messageId).toBe("r2");
  });

  test("an author's promise is kept by a version, not by words", () => {
    const told = later("I tested it.", { from: ALICE });
    expect(kept("I will test it next week.", [told], { from: ALICE })).toBeNull();
  });

  test("a request is no promise", () => {
    const todo = aTodo({ kind: "request", text: "I will test it.", raisedAt: 20 });
    const ledger = buildLedger(contextOf([V2], [later("I tested it.")]), [todo]);
    expect(keptByDeed(todo, ledger, UNDER_REVIEW)).toBeNull();
  });
});
