import { describe, expect, test } from "vitest";
import type { RevisionPatch } from "../../../src/model/series.ts";
import { buildLedger, carriedPatch, tagOf } from "../../../src/todo/ledger.ts";
import { aTodo } from "../../support/views.ts";
import { ALICE, contextOf, mailOf, MARK, revisionOf, RITA } from "./build-context.ts";

const V1 = revisionOf(1, 10, ["frob: lock the barrel", "frob: oil it"]);
const V2 = revisionOf(2, 20, ["frob: lock the barrel", "frob: oil it"]);
type Mail = Parameters<typeof mailOf>[0];

function recordOf(mails: readonly ReturnType<typeof mailOf>[]) {
  const [record] = buildLedger(contextOf([V1], mails), []).records;
  if (record === undefined) throw new Error("no record");
  return record;
}

describe("tagOf", () => {
  const TAG = "Reviewed-by: Rita Reviewer <rita@example.com>";
  const reply = (kind: Mail["pieces"][0][0], text: string, from = RITA) =>
    mailOf({ id: "r", from, at: 30, pieces: [[kind, text]] });

  test.each([
    ["trailers", TAG, TAG],
    ["text", `Fine.\n  ${TAG}`, TAG],
    ["text", "Acked-by: Rita", "Acked-by: Rita"],
    ["text", "Reviewed-and-tested-by: Rita", "Reviewed-and-tested-by: Rita"],
    ["text", "Signed-off-by: Rita", null],
    ["text", `See "${TAG}"`, null],
    ["quote", TAG, null],
    ["diff", TAG, null],
  ] as const)("in %s %j: %j", (kind, text, tag) => {
    expect(tagOf(recordOf([reply(kind, text)]), RITA)?.text ?? null).toBe(tag);
  });

  test("is the person's own, with its mail", () => {
    const record = recordOf([reply("text", "Hm."), reply("text", TAG)]);
    expect(tagOf(record, RITA)?.mail.message.messageId).toBe("r");
    expect(tagOf(recordOf([reply("text", TAG, MARK)]), RITA)).toBeNull();
  });

  test("may stand among the trailers of the patch", () => {
    const patch = mailOf({ id: "v1-1", from: ALICE, at: 10, role: "patch", pieces: [] });
    const tagged = (token: string, person = RITA) => {
      const trailers = [{ token, value: "Rita", person }];
      const facts = patch.facts === null ? null : { ...patch.facts, trailers };
      return recordOf([{ ...patch, facts }]);
    };
    expect(tagOf(tagged("Acked-by"), RITA)?.text).toBe("Acked-by: Rita");
    expect(tagOf(tagged("Suggested-by"), RITA)).toBeNull();
    expect(tagOf(tagged("Acked-by", MARK), RITA)).toBeNull();
  });
});

describe("carriedPatch", () => {
  const one = (fields: Partial<RevisionPatch>): RevisionPatch => ({
    messageId: "x",
    position: 1,
    title: "frob: lock the barrel",
    author: ALICE,
    patchId: null,
    files: ["frob.c"],
    sketch: [],
    ...fields,
  });
  const carried = (patch: RevisionPatch, later: readonly RevisionPatch[], older = [patch]) =>
    carriedPatch(patch, { ...V2, patches: later }, { ...V1, patches: older })?.messageId ?? null;
  const other = { messageId: "y", title: "spring: wind", files: ["spring.c"] };

  test.each<[string, Partial<RevisionPatch>, string | null]>([
    ["the same title, however it is written", { title: "Frob:  Lock the barrel" }, "y"],
    ["nothing in common", {}, null],
    ["the same file", { files: ["frob.c", "z.c"] }, "y"],
    ["two words of the title", { title: "barrel: take its locks early" }, "y"],
    ["one word of the title", { title: "spring: a barrel" }, null],
  ])("%s", (_, fields, expected) => {
    expect(carried(one({}), [one({ ...other, ...fields })])).toBe(expected);
  });

  test("the same patch-id is the same patch, none is not", () => {
    const patch = one({ patchId: "abc" });
    expect(carried(patch, [one({ ...other, patchId: "abc" })])).toBe("y");
    expect(carried(one({}), [one(other)])).toBeNull();
  });

  test("the same name of code in other titles", () => {
    const patch = one({ title: "use frob_lock()" });
    expect(carried(patch, [one({ ...other, title: "frob_lock: rework" })])).toBe("y");
  });

  test("of several near ones it is that in the same place, else the first", () => {
    const near = [2, 3, 1].map((position) =>
      one({ messageId: `p${position}`, position, title: `part ${position}` }),
    );
    expect(carried(one({}), near)).toBe("p1");
    expect(carried(one({ position: 9 }), near)).toBe("p2");
  });

  test("one that carries on another patch is not it", () => {
    const [patch, neighbour] = [one({}), one({ position: 2, title: "frob: oil it" })];
    expect(carried(patch, [neighbour], [patch, neighbour])).toBeNull();
  });
});

describe("buildLedger", () => {
  test("counts in how many TODOs and points a word occurs", () => {
    const mail = mailOf({
      id: "v1-1",
      from: ALICE,
      at: 10,
      role: "patch",
      pieces: [["changelog", "v1:\n- wind the clock\n- clock and barrel"]],
    });
    const ledger = buildLedger(contextOf([V1], [mail]), [aTodo({ text: "Oil the clock." })]);
    expect(ledger.frequency.get("clock")).toBe(3);
    expect(ledger.frequency.get("barrel")).toBe(1);
    expect([...ledger.titleWords]).toEqual(["frob", "lock", "barrel"]);
  });

  test("what a revision says anew is told from the one before that was not merely sent again", () => {
    const said = (revision: number, text: string) =>
      mailOf({
        id: `c${revision}`,
        from: ALICE,
        at: 10 + revision,
        role: "cover",
        revision,
        pieces: [["text", text]],
      });
    const again = { ...revisionOf(1, 15, ["frob: lock the barrel"]), resend: true };
    const mails = [
      said(0, "It locks the barrel of the frobnicator."),
      said(1, "Sent again since nobody answered it."),
      said(2, "It locks the barrel of the frobnicator. It oils the spring as well."),
    ];
    const { records } = buildLedger(contextOf([V1, again, V2], mails), []);
    expect(records[2]?.news().map(({ text }) => text)).toEqual(["It oils the spring as well."]);
    expect(records[0]?.news()).toHaveLength(1);
  });
});
