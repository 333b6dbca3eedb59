import { describe, expect, test } from "vitest";
import type { Todo } from "../../../src/model/todo.ts";
import { changelogFit, type Fit, newsFit, subjectOf } from "../../../src/todo/evidence.ts";
import { buildLedger } from "../../../src/todo/ledger.ts";
import { aTodo } from "../../support/views.ts";
import { ALICE, contextOf, mailOf, revisionOf, RITA } from "./build-context.ts";

const ASK = "Please mend the flywheel here.";
type Pieces = Parameters<typeof mailOf>[0]["pieces"];

interface Told {
  readonly ask?: string;
  readonly above?: string;
  /** The patch that the remark is about, and the one whose mail holds the point; 0 = the cover. */
  readonly patch?: number;
  readonly position?: number;
  readonly others?: readonly string[];
  readonly saidBy?: Todo["saidBy"];
  readonly title?: string;
  readonly said?: string;
}

function read(point: string | null, told: Told) {
  const { ask = ASK, above, patch = 0, position = 0, others = [], saidBy = RITA } = told;
  const quote: Pieces = above === undefined ? [] : [["quote", above, ALICE]];
  const review = mailOf({
    id: "r1",
    from: saidBy,
    at: 20,
    parent: "v1-1",
    pieces: [...quote, ["text", ask]],
  });
  const changelog = point === null ? "" : `v2:\n- ${point}`;
  const posted = mailOf({
    id: "v2-1",
    from: ALICE,
    at: 30,
    role: position === 0 ? "cover" : "patch",
    position,
    revision: 1,
    pieces: [
      ["changelog", changelog],
      ["text", told.said ?? ""],
    ],
  });
  const line = above === undefined ? 0 : above.split("\n").length;
  const todo = aTodo({ messageId: "r1", text: ask, saidBy, patch, line });
  const revisions = [revisionOf(1, 10, [told.title ?? "x"]), revisionOf(2, 30, ["x"])];
  const more = others.map((text) => aTodo({ text }));
  const ledger = buildLedger(contextOf(revisions, [review, posted]), [todo, ...more]);
  const record = ledger.records[1];
  if (record === undefined) throw new Error("no record");
  return { subject: subjectOf(todo, ledger), record, need: { ledger, atLeast: 0 } };
}

function fit(point: string, told: Told = {}): Fit {
  const { subject, record, need } = read(point, told);
  const found = changelogFit(subject, record, need);
  if (found === null) throw new Error("no point fits at all");
  return found;
}
/** The score as people read it. */
const score = (point: string, told: Told = {}) => Math.round(fit(point, told).score * 100) / 100;

describe("a point of the changelog", () => {
  test("fits by the words that it shares, more where it holds no others", () => {
    expect(score("flywheel")).toBe(2);
    expect(score("flywheel and barrel")).toBe(1.5);
    const { subject, record, need } = read("oil the barrel", {});
    expect(changelogFit(subject, record, need)).toBeNull();
  });

  test("fits only as well as is asked for", () => {
    const { subject, record, need } = read("flywheel", {});
    expect(changelogFit(subject, record, { ...need, atLeast: 2 })?.score).toBe(2);
    expect(changelogFit(subject, record, { ...need, atLeast: 2.01 })).toBeNull();
  });

  test("fits less by a word that much of the series is about", () => {
    const often = (times: number) =>
      score("flywheel", {
        others: Array.from({ length: times - 2 }, (_, at) => `flywheel number${at}`),
      });
    expect([often(3), often(4), often(8), often(9)]).toEqual([2, 1.2, 1.2, 0.6]);
    expect(score("flywheel", { title: "add a flywheel" })).toBe(0.6);
  });

  test("fits by a name of code that was asked for, or that stands above the remark", () => {
    const asked = score("see frob_x_y()", { ask: "Please mend frob_x_y() here." });
    const above = score("see frob_x_y()", { above: "+\tfrob_x_y(dev);", ask: "Please mend this." });
    expect(asked).toBe(3);
    expect(above).toBe(0.6);
  });

  test("fits a little by the words beside the remark, never by much", () => {
    const beside = (above: string) => score("flywheel and barrel", { above });
    expect(beside("The barrel is oiled.")).toBe(2);
    const point = "flywheel barrel clock pump";
    expect(score(point, { above: "barrel clock pump" }) - score(point)).toBeCloseTo(0.8);
    // What happens to be near a question is no answer to it.
    const why = { ask: "Why is it not a flywheel?", above: "The barrel is oiled." };
    expect(score("flywheel and barrel", why)).toBe(1.5);
  });

  test.each([
    ["in the changelog of the patch itself", 1, 1, 2.4],
    ["in that of another patch", 1, 2, 1],
    ["in that of the cover", 1, 0, 2],
    ["on the whole series", 0, 2, 2],
  ])("counts %s", (_, patch, position, expected) => {
    expect(score("flywheel", { patch, position })).toBe(expected);
  });

  test.each([
    ["patch 2: flywheel", 1, 1],
    ["PATCH2: flywheel", 1, 1],
    ["[2/7] flywheel", 1, 1],
    ["#2 flywheel", 1, 1],
    ["patch 1: flywheel", 1, 2],
    ["patch 2: flywheel", 0, 2],
  ])("%j tells of patch %i: %f", (point, patch, expected) => {
    expect(fit(point, { patch }).told > 1.2 ? 2 : 1).toBe(expected);
  });
});

describe("a point that names the asker", () => {
  test.each([
    ["flywheel (Rita)", 1],
    ["flywheel, as Rita suggested", 1.4],
    ["flywheel (Reviewer)", 1],
    ["flywheel (rita@example.com)", 1],
    ["flywheel for Rita's sake", 1],
  ])("%s", (point, more) => {
    const found = fit(point);
    expect(found.named).toBe(true);
    expect(found.score - found.told).toBeCloseTo(more);
  });

  test.each([
    ["flywheel (Otto)", 0],
    ["addressed all review comments on the flywheel", 1],
    ["flywheel, collected Reviewed-by of Rita", 0],
    ["flywheel, picked up acks from Rita", 0],
  ])("not: %s", (point, more) => {
    const found = fit(point);
    expect(found.named).toBe(false);
    expect(found.score - found.told).toBeCloseTo(more);
  });

  test("is known by the name of the mailbox where there is no other", () => {
    expect(fit("flywheel (rr)", { saidBy: { name: null, email: "rr@example.com" } }).named).toBe(
      false,
    );
    expect(
      fit("flywheel (rrev)", { saidBy: { name: null, email: "rrev@example.com" } }).named,
    ).toBe(true);
  });

  test("names nobody for another patch", () => {
    expect(fit("patch 2: flywheel (Rita)", { patch: 1 }).named).toBe(false);
  });

  test("is a changelog wherever it stands, if it speaks of comments", () => {
    const said = "It addresses the comments of Rita on the flywheel.";
    const { subject, record, need } = read(null, { said });
    expect(changelogFit(subject, record, need)?.entry.text).toBe(said);
    const other = read(null, { said: "It takes the flywheel of the barrel." });
    expect(changelogFit(other.subject, other.record, other.need)).toBeNull();
    expect(newsFit(other.subject, other.record, other.need)?.entry.text).toBe(
      "It takes the flywheel of the barrel.",
    );
  });
});

test("of several points the one that fits best is taken, the first of equals", () => {
  expect(fit("barrel\n- flywheel\n- the flywheel of the barrel").entry.text).toBe("flywheel");
  expect(fit("flywheel (a)\n- flywheel (b)").entry.text).toBe("flywheel (a)");
});
