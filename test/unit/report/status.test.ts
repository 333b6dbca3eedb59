import { expect, test } from "vitest";
import { displayWidth } from "../../../src/report/layout.ts";
import { seriesRows } from "../../../src/report/person.ts";
import { paintState, renderStatus } from "../../../src/report/status.ts";
import { PLAIN_PAINT } from "../../../src/report/layout.ts";
import { aHostileSeries, UNSAFE_TEXT } from "../../support/hostile.ts";
import { aRevision, aSeriesView, aTodo, daysBefore, NEXT_MONDAY } from "../../support/views.ts";

const views = [
  aSeriesView({ id: "s-1", revisions: [aRevision({ title: "frob: one" })], todos: [aTodo()] }),
  aSeriesView({
    id: "s-2",
    revisions: [aRevision({ title: "frob: two", version: 2, count: 3 })],
    status: { state: "changes-requested", nextMove: "author", lastActivityAt: daysBefore(1) },
  }),
  aSeriesView({ id: "s-3", status: { state: "accepted", nextMove: "nobody" } }),
];
const input = { list: "frob-dev", rows: seriesRows(views), asOf: NEXT_MONDAY };

test("counts by state and next move, then what moves, newest mail first", () => {
  expect(renderStatus(input)).toMatchInlineSnapshot(`
    "frob-dev, 2025-02-24
      States    1 under-review, 1 changes-requested, 1 accepted
      Next move 1 author, 1 reviewers
      TODOs     1 open

    frob: two
      changes-requested: v2, 3 patches, Ada Author, posted 10 days ago,
      last mail 1 day ago
      -> author: Nobody has reviewed v2 yet.

    frob: one
      under-review: v1, Ada Author, posted 10 days ago
      -> reviewers: Nobody has reviewed v1 yet.
      1 open TODO
    "
  `);
});

test("asked for a mover or a state, only those are shown", () => {
  const shown = renderStatus({ ...input, next: "author" });
  expect(shown).toContain("frob: two");
  expect(shown).not.toContain("frob: one");
  expect(renderStatus({ ...input, state: "rejected" })).toContain("No series.");
});

test("what does not fit is counted, with the command that shows it", () => {
  expect(renderStatus({ ...input, limit: 1 })).toContain(
    "… and 1 more: patchtrail status --list frob-dev --limit 2",
  );
});

test("keeps to the width that it is given and prints nothing unsafe", () => {
  const rows = seriesRows([...views, aHostileSeries()]);
  const text = renderStatus({ ...input, rows }, { width: 60 });
  expect(Math.max(...text.split("\n").map(displayWidth))).toBeLessThanOrEqual(60);
  expect(text).not.toMatch(UNSAFE_TEXT);
});

test("colours change no text", () => {
  const mark = (text: string) => `<${text}>`;
  const paint = { ...PLAIN_PAINT, bold: mark, dim: mark, yellow: mark, cyan: mark };
  const painted = renderStatus(input, { paint });
  expect(painted).toContain("<changes-requested>");
  expect(painted.replaceAll(/[<>]/gu, "")).toBe(renderStatus(input).replaceAll(/[<>]/gu, ""));
  expect(paintState("ready", { ...PLAIN_PAINT, green: mark })).toBe("<ready>");
});
