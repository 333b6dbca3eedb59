import { expect, test } from "vitest";
import { renderPerson, seriesRows } from "../../../src/report/person.ts";
import {
  aPerson,
  aRevision,
  aSeriesView,
  aTodo,
  daysBefore,
  NEXT_MONDAY,
} from "../../support/views.ts";

test("what one owes and what one is owed are told apart", () => {
  const views = [
    aSeriesView({
      id: "s-1",
      revisions: [aRevision({ title: "frob: mine" })],
      status: { nextMove: "author" },
      todos: [aTodo({ text: "Ada must act." }), aTodo({ text: "Done.", state: "resolved" })],
    }),
    aSeriesView({
      id: "s-2",
      revisions: [aRevision({ title: "frob: hers", author: aPerson("Other") })],
      todos: [
        aTodo({ text: "Other must act.", ownerName: "Other", saidBy: aPerson("Ada Author") }),
      ],
    }),
  ];
  const text = renderPerson({ person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY });
  const [owes = "", owed = ""] = text.split("Is owed");
  expect(owes).toContain("frob: mine");
  expect(owes).toContain("Ada must act.");
  expect(owed).toContain("Other must act.");
  expect(text).not.toContain("Done.");
  expect(renderPerson({ person: aPerson("Nobody Else"), views, asOf: NEXT_MONDAY })).toContain(
    "nothing",
  );
});

test("of series long quiet only the number is told, with the command that lists them", () => {
  const old = daysBefore(400);
  const views = [
    aSeriesView({ status: { lastActivityAt: old }, todos: [aTodo({ text: "Long forgotten." })] }),
  ];
  const text = renderPerson({ person: aPerson("Ada Author"), views, asOf: NEXT_MONDAY });
  expect(text).not.toContain("Long forgotten.");
  expect(text.replaceAll(/\s+/g, " ")).toContain(
    "and 1 TODO in series quiet for 180 days: patchtrail todos --owner 'Ada Author'",
  );
});

test("rows count what is open", () => {
  const todos = [aTodo(), aTodo({ state: "resolved" })];
  expect(seriesRows([aSeriesView({ todos })])[0]?.openTodos).toBe(1);
});
